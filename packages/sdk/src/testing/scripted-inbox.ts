import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { ConversationFilter } from '../gen/wattlet/v1/chat_pb.js';
import { type ConversationSchema, ConversationState } from '../gen/wattlet/v1/conversation_pb.js';

type WireConversation = MessageInitShape<typeof ConversationSchema>;

const CREATED = Date.UTC(2026, 0, 1);

/** The agent who asks a scripted server. */
export const SCRIPTED_AGENT = 'agent-0';

/** What a scripted server is told to change: the conversation of a number is begun, goes on, or is deleted. */
export type ScriptedInboxChange =
  | { readonly number: number; readonly isDeleted: true }
  | {
      readonly number: number;
      readonly isDeleted?: false;
      readonly isOpen: boolean;
      /** 0 for nobody, else one of the agents. */
      readonly agent: number;
      readonly waitingMinutes?: number | undefined;
    };

/** A place in the changes of a scripted server's inbox, with the conversation as it was then; undefined when it was deleted. */
export interface InboxEntry {
  readonly position: number;
  readonly id: string;
  readonly conversation: WireConversation | undefined;
}

/** The conversations of a scripted server's site, and the history of their changes. */
export class ScriptedInbox {
  position = 0;
  readonly #now = new Map<string, InboxEntry>();
  #log: InboxEntry[] = [];

  change(change: ScriptedInboxChange): void {
    this.position += 1;
    const id = conversationIdOf(change.number);
    const conversation = change.isDeleted ? undefined : this.#as(id, change);
    const entry = { position: this.position, id, conversation };
    if (conversation) this.#now.set(id, entry);
    else this.#now.delete(id);
    this.#log.push(entry);
  }

  /** Forgets the history, not the conversations. */
  forget(): void {
    this.#log = [];
  }

  /** What follows a position, or undefined when it cannot be told. */
  since(position: number): InboxEntry[] | undefined {
    const entries = this.#log.filter((entry) => entry.position > position);
    return entries.length === this.position - position ? entries : undefined;
  }

  last(): InboxEntry | undefined {
    return this.#log.at(-1);
  }

  /** A page of conversations in the server's order; a page token is how many were before it. */
  page({ filter, pageSize, pageToken }: { filter: ConversationFilter; pageSize: number; pageToken: string }) {
    const all = [...this.#now.values()]
      .sort((a, b) => b.position - a.position)
      .flatMap(({ conversation }) => (conversation ? [conversation] : []));
    const open = all.filter(isOpen);
    const matching = all.filter((one) => matches(one, filter));
    const found = matching.every(isOpen) ? matching.sort((a, b) => waitOf(a) - waitOf(b)) : matching;
    const start = Number(pageToken);
    const end = start + (pageSize || 50);
    return {
      conversations: found.slice(start, end),
      nextPageToken: end < found.length ? String(end) : '',
      cursor: { position: String(this.position) },
      counts: {
        mine: open.filter(({ agentId }) => agentId === SCRIPTED_AGENT).length,
        unassigned: open.filter(({ agentId }) => !agentId).length,
        all: open.length,
      },
    };
  }

  #as(id: string, change: Extract<ScriptedInboxChange, { isOpen: boolean }>): WireConversation {
    const { number, agent, waitingMinutes } = change;
    return {
      conversationId: id,
      customerId: `customer-${number}`,
      customerName: `Customer ${number}`,
      state: change.isOpen ? ConversationState.OPEN : ConversationState.CLOSED,
      agentId: agent > 0 ? `agent-${agent - 1}` : '',
      lastChange: BigInt(this.position),
      // Two of a number and the next were begun together.
      createdAt: timestampFromMs(CREATED + Math.floor(number / 2) * 60_000),
      ...(waitingMinutes !== undefined && {
        waitingSince: timestampFromMs(CREATED + waitingMinutes * 60_000),
      }),
    };
  }
}

/** The id of a conversation, which does not sort as its number does. */
function conversationIdOf(number: number): string {
  return `conversation-${(number * 7) % 10}-${number}`;
}

/** Seconds; the greatest number for who does not wait. */
const waitOf = ({ waitingSince }: WireConversation): number =>
  Number(waitingSince?.seconds ?? Number.MAX_SAFE_INTEGER);

const isOpen = ({ state }: WireConversation): boolean => state === ConversationState.OPEN;

function matches(conversation: WireConversation, filter: ConversationFilter): boolean {
  switch (filter) {
    case ConversationFilter.UNSPECIFIED:
      return isOpen(conversation);
    case ConversationFilter.MINE:
      return isOpen(conversation) && conversation.agentId === SCRIPTED_AGENT;
    case ConversationFilter.UNASSIGNED:
      return isOpen(conversation) && !conversation.agentId;
    case ConversationFilter.ALL:
      return true;
    case ConversationFilter.CLOSED:
      return !isOpen(conversation);
  }
}
