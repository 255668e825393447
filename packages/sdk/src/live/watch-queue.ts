/** The most events that wait for a slow consumer. */
export const MAX_PENDING_EVENTS = 64;

/** What a queue needs from what fills it. */
export interface WatchQueueSource<T> {
  /** Called at the first `next()`, so that an iterable that nobody iterates costs nothing. */
  start(): void;
  /** Called once, when the iteration is over for whatever reason. */
  stop(): void;
  /** One event that stands for all so far. */
  latest(): T;
}

type Waiter<T> = { resolve(result: IteratorResult<T, undefined>): void; reject(error: unknown): void };

/**
 * An async iterator that others push events into. When more than {@link MAX_PENDING_EVENTS} wait, the
 * one that stands for all takes their place. Unlike that of a generator, its `return()` ends a `next()`
 * that is waiting.
 */
export class WatchQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #source: WatchQueueSource<T>;
  readonly #waiters: Waiter<T>[] = [];
  #pending: T[] = [];
  #phase: 'new' | 'open' | 'ended' = 'new';
  #failure: { readonly error: unknown } | undefined;

  constructor(source: WatchQueueSource<T>) {
    this.#source = source;
  }

  push(event: T): void {
    if (this.#phase === 'ended') return;
    const waiter = this.#waiters.shift();
    if (waiter) waiter.resolve({ done: false, value: event });
    else if (this.#pending.length < MAX_PENDING_EVENTS) this.#pending.push(event);
    else this.#pending = [this.#source.latest()];
  }

  /** Ends the iteration at once; what still waits is dropped. */
  end(): void {
    this.#pending = [];
    this.#finish();
  }

  /** Ends the iteration with an error, after what still waits. */
  fail(error: unknown): void {
    if (this.#phase !== 'ended') this.#failure = { error };
    this.#finish();
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#phase === 'new') {
      this.#phase = 'open';
      this.#source.start();
    }
    const event = this.#pending.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      if (this.#phase === 'ended') this.#release();
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    this.#source.stop();
    this.#release();
  }

  #release(): void {
    for (const waiter of this.#waiters.splice(0)) {
      const failure = this.#failure;
      this.#failure = undefined;
      if (failure) waiter.reject(failure.error);
      else waiter.resolve({ done: true, value: undefined });
    }
  }
}
