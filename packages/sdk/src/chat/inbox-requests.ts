import { ConversationFilter } from '../gen/wattlet/v1/chat_pb.js';
import type { Cancellable } from '../transport/call.ts';
import type { ChatMessage } from './chat-message.ts';
import type { Conversation } from './conversation.ts';
import type { InboxCounts } from './inbox-order.ts';

/**
 * Which conversations of a site.
 *
 * - `mine`: open ones that the caller has
 * - `unassigned`: open ones that nobody has
 * - `open`: all open ones
 * - `closed`: those that are over
 */
export type InboxFilter = 'mine' | 'unassigned' | 'open' | 'closed';

/**
 * Whether a filter lets a conversation through.
 *
 * @param agentId of the caller; without it nothing is `mine`
 */
export function matchesFilter(
  { state, agentId: ownerId }: Pick<Conversation, 'state' | 'agentId'>,
  filter: InboxFilter,
  agentId: string | undefined,
): boolean {
  if (state === 'closed' || filter === 'closed') return state === filter;
  if (filter === 'mine') return ownerId !== undefined && ownerId === agentId;
  return filter === 'open' || ownerId === undefined;
}

/** The filters as the contract numbers them. */
export const WIRE_FILTERS: Readonly<Record<InboxFilter, ConversationFilter>> = {
  mine: ConversationFilter.MINE,
  unassigned: ConversationFilter.UNASSIGNED,
  open: ConversationFilter.UNSPECIFIED,
  closed: ConversationFilter.CLOSED,
};

/** Asks for a page of conversations. */
export interface InboxRequest extends Cancellable {
  /** `open` unless given. */
  readonly filter?: InboxFilter;
  /** 1 to 100; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of conversations, in the order of their filter. */
export interface InboxPage {
  readonly conversations: readonly Conversation[];
  /** Of the whole site, whatever the filter. */
  readonly counts: InboxCounts;
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
  /** Opaque: every change up to here is in the page. */
  readonly position: string;
}

/** Asks for conversations and every later change of them. */
export interface InboxWatchRequest extends Cancellable {
  /** `open` unless given. */
  readonly filter?: InboxFilter;
  /** The id of the agent who calls, as `desk.agents` tells it: by it is known what becomes theirs. With `mine` alone. */
  readonly agentId?: string | undefined;
  /** How many conversations are kept, 1 to 2,000; 500 unless given. */
  readonly limit?: number;
}

/** Who shall have a conversation. */
export interface Assignment extends Cancellable {
  /** An agent; nobody unless given. */
  readonly to?: string | undefined;
  /** Who has it, as the caller believes; nobody unless given. */
  readonly from?: string | undefined;
}

/** What became of it. */
export interface AssignmentResult {
  /** False where somebody else has it than the caller believed: they keep it. */
  readonly isDone: boolean;
  /** As it is now, with who has it. */
  readonly conversation: Conversation;
}

/** A message that was found, and where. */
export interface FoundMessage {
  readonly conversation: Conversation;
  readonly message: ChatMessage;
}

/** An agent or administrator of a site. */
export interface Agent {
  readonly agentId: string;
  readonly name: string;
  /** They are there for customers. */
  readonly isOnline: boolean;
  /** How many open conversations they have. */
  readonly conversations: number;
  /** They decide how the chat is set up, and erase customers. */
  readonly isAdministrator: boolean;
  /** It is the caller. */
  readonly isSelf: boolean;
}

/** A customer who may not write. */
export interface BlockedCustomer {
  readonly customerId: string;
  readonly name: string;
  /** The site's own id of the customer, or their e-mail; absent for visitors. */
  readonly reference?: string;
  readonly blockedAt: Date;
}

/** A page of customers who may not write, the last one first. */
export interface BlockedPage {
  readonly customers: readonly BlockedCustomer[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/** The conversations of a customer as a document. */
export interface ExportedChats {
  /** To save it under. */
  readonly fileName: string;
  /** JSON in UTF-8. */
  readonly json: Uint8Array;
}

/** A text that is written often. */
export interface CannedReply {
  /** What is typed after a slash: letters, digits, `_` and `-`, at most 32. */
  readonly shortcut: string;
  readonly text: string;
}
