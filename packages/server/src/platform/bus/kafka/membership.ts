import kafkajs from 'kafkajs';

export interface MembershipOptions {
  /** Tells the broker that this consumer lives; does nothing where that was done a moment ago. */
  readonly heartbeat: () => Promise<void>;
  readonly heartbeatMs: number;
  /** Without a heartbeat for so long the broker gives the partitions to others. */
  readonly sessionMs: number;
  /** So long after a rebalance began, the broker gives them to others, too. */
  readonly rebalanceMs: number;
}

/** What the broker says to one that is no member any more. */
const OUTSIDE = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']);

/** Part of the rebalance's time that work in hand may take: the rest is for its note. */
const GRACE = 0.8;

/**
 * Keeps a consumer in its group while it works, however long that takes. When the group is rebalanced, what is in hand
 * may be finished and noted: until then this consumer does not join again, and its partitions are nobody else's.
 */
export class Membership implements Disposable {
  readonly #options: MembershipOptions;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #rebalance: { readonly error: unknown; readonly at: number } | undefined;
  #heardAt = performance.now();
  #asking = false;

  constructor(options: MembershipOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), options.heartbeatMs);
  }

  /** Aborts when the partitions are, or may be, somebody else's: whoever works on them has to stop. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** To be called between two pieces of work. Throws what makes the consumer join its group again. */
  leaveIfAsked(): void {
    if (this.#rebalance) throw this.#rebalance.error;
  }

  async #beat(): Promise<void> {
    if (this.#rebalance) {
      if (performance.now() - this.#rebalance.at > this.#options.rebalanceMs * GRACE) this.#lose();
      return;
    }
    if (performance.now() - this.#heardAt > this.#options.sessionMs) this.#lose();
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#options.heartbeat();
      this.#heardAt = performance.now();
    } catch (error) {
      const type = error instanceof kafkajs.KafkaJSProtocolError ? error.type : '';
      // Any other failure may pass before the session is over.
      if (type !== 'REBALANCE_IN_PROGRESS' && !OUTSIDE.has(type)) return;
      this.#rebalance = { error, at: performance.now() };
      if (OUTSIDE.has(type)) this.#lose();
    } finally {
      this.#asking = false;
    }
  }

  #lose(): void {
    this.#lost.abort(new Error('the consumer has lost its partition of Kafka'));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
