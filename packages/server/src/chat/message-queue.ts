import type { Sql } from '../platform/postgres/database.ts';
import { unavailable } from '../rpc/errors.ts';
import { type NewMessage, type StoredMessage, storeMessage, storeMessages } from './message-store.ts';

/** Statements at once. Two: while one waits for the disk, the other is worked on. */
const AT_ONCE = 2;
/** Messages of one statement. */
const MOST_TOGETHER = 100;
const MOST_WAITING = 10_000;

interface Waiting {
  readonly message: NewMessage;
  readonly resolve: (stored: StoredMessage | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores the messages that come at the same time together: one statement and one commit for many of them. Nobody waits for
 * others to come. Each statement has one message of a conversation at most, in the order in which they came.
 */
export class MessageQueue {
  readonly #sql: Sql;
  #waiting: Waiting[] = [];
  /** Conversations of the statements under way. */
  readonly #busy = new Set<string>();
  #running = 0;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /**
   * Stores a message, as `storeMessages` does without waiting for who changes its conversation.
   *
   * @throws `unavailable` if more wait than the database will store in a good while; as `storeMessages` else.
   */
  store(message: NewMessage): Promise<StoredMessage | undefined> {
    if (this.#waiting.length >= MOST_WAITING) throw tooManyWaiting();
    const { promise, resolve, reject } = Promise.withResolvers<StoredMessage | undefined>();
    this.#waiting.push({ message, resolve, reject });
    // Whatever else comes in this turn comes along.
    queueMicrotask(() => this.#next());
    return promise;
  }

  #next(): void {
    while (this.#running < AT_ONCE) {
      const batch = this.#take();
      if (batch.length === 0) return;
      this.#running++;
      void this.#run(batch).finally(() => {
        for (const { message } of batch) this.#busy.delete(message.conversationId);
        this.#running--;
        this.#next();
      });
    }
  }

  #take(): Waiting[] {
    const batch: Waiting[] = [];
    this.#waiting = this.#waiting.filter((one) => {
      const { conversationId } = one.message;
      if (batch.length === MOST_TOGETHER || this.#busy.has(conversationId)) return true;
      this.#busy.add(conversationId);
      batch.push(one);
      return false;
    });
    return batch;
  }

  /** Never rejects: if they cannot be stored together, each is told on its own what became of it. */
  async #run(batch: readonly Waiting[]): Promise<void> {
    const messages = batch.map(({ message }) => message);
    try {
      const stored = await storeMessages(this.#sql, messages, { skipLocked: true });
      for (const [index, { resolve }] of batch.entries()) resolve(stored[index]);
    } catch (error) {
      const [only, ...others] = batch;
      if (others.length === 0) only?.reject(error);
      else
        for (const { message, resolve, reject } of batch)
          storeMessage(this.#sql, message).then(resolve, reject);
    }
  }
}

function tooManyWaiting() {
  const message = 'more messages are waiting than can be stored at the moment';
  return unavailable({ reason: 'TOO_MANY_WAITING', message });
}
