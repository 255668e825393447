import type { ChatSessionOptions } from '@wattlet/sdk';
import { forgetOldMessages, LocalOutbox } from '../chat-parts/local-outbox.ts';

/** Whose replies are kept, and on which server. */
interface RepliesOwner {
  readonly server: string;
  /** Undefined while that is not known. */
  readonly agentId: string | undefined;
}

/** Who writes, and where what they write waits. */
export type ReplyWriter = Required<Pick<ChatSessionOptions, 'writerId' | 'storage'>>;

/** Keeps in this browser what an agent has written and the server has not yet: through a reload, and for them alone. */
export class WaitingReplies {
  readonly #found: (conversationIds: readonly string[]) => void;
  #owner = '';
  #writer: ReplyWriter | undefined;

  /** @param found is told of the conversations in which replies wait, whenever the agent is another one */
  constructor(found: (conversationIds: readonly string[]) => void) {
    this.#found = found;
  }

  /** Undefined while it is not known who it is. */
  get writer(): ReplyWriter | undefined {
    return this.#writer;
  }

  /** Keeps those of this agent from now on; the same again changes nothing. @returns whether it was another one before */
  follow({ server, agentId }: RepliesOwner): boolean {
    const owner = agentId === undefined ? '' : `${server} agent ${agentId}`;
    if (owner === this.#owner) return false;
    const wasOther = this.#owner !== '';
    this.#owner = owner;
    this.#writer = undefined;
    if (agentId === undefined) return wasOther;
    const storage = new LocalOutbox(owner);
    this.#writer = { writerId: agentId, storage };
    void this.#find(storage);
    return wasOther;
  }

  async #find(storage: LocalOutbox): Promise<void> {
    forgetOldMessages();
    const kept = await storage.load();
    const waiting = kept.filter(({ refusal }) => !refusal).map(({ key }) => key);
    if (storage === this.#writer?.storage && waiting.length > 0) this.#found([...new Set(waiting)]);
  }
}
