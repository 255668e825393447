import { forgetOldMessages, LocalOutbox } from '../chat-parts/local-outbox.ts';

/** Whose replies are kept, and on which server. */
interface RepliesOwner {
  readonly server: string;
  /** Undefined while that is not known. */
  readonly agentId: string | undefined;
}

/** Keeps in this browser what an agent has written and the server has not yet: through a reload, and for them alone. */
export class WaitingReplies {
  readonly #found: (conversationIds: readonly string[]) => void;
  #owner = '';
  #storage: LocalOutbox | undefined;

  /** @param found is told of the conversations in which replies wait, whenever the agent is another one */
  constructor(found: (conversationIds: readonly string[]) => void) {
    this.#found = found;
  }

  /** Where they are kept; undefined while it is not known whose they are. */
  get storage(): LocalOutbox | undefined {
    return this.#storage;
  }

  /** Keeps those of this agent from now on; the same again changes nothing. */
  follow({ server, agentId }: RepliesOwner): void {
    const owner = agentId === undefined ? '' : `${server} agent ${agentId}`;
    if (owner === this.#owner) return;
    this.#owner = owner;
    this.#storage = owner ? new LocalOutbox(owner) : undefined;
    if (this.#storage) void this.#find(this.#storage);
  }

  async #find(storage: LocalOutbox): Promise<void> {
    forgetOldMessages();
    const kept = await storage.load();
    const waiting = kept.filter(({ refusal }) => !refusal).map(({ key }) => key);
    if (storage === this.#storage && waiting.length > 0) this.#found([...new Set(waiting)]);
  }
}
