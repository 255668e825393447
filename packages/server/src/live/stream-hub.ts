import type { EventBus } from '../platform/bus/event-bus.ts';
import { WakeUp } from '../platform/bus/wake-up.ts';
import type { StreamName } from '../streams/definitions.ts';
import { TOPICS } from '../streams/events.ts';
import { inSnapshot, type StreamSource } from '../streams/query/in-snapshot.ts';
import type { StreamCursor, StreamSql } from '../streams/query/series-store.ts';
import { readStreamState } from './live-store.ts';
import { PatchReader } from './patch-reader.ts';
import { SelectionResolver } from './selection-resolver.ts';
import { type Membership, PendingWatch, type WatchOrder } from './watch-order.ts';
import { Watchers } from './watchers.ts';

/** What a hub works with. */
export interface StreamHubOptions extends StreamSource {
  readonly bus: EventBus;
  /** How often to look for changes that no wake-up announced, in milliseconds. */
  readonly recheckMs?: number;
  /** How long one look may take until the database counts as lost, in milliseconds. */
  readonly roundMs?: number;
}

const RECHECK_MS = 5_000;
const ROUND_MS = 60_000;

/**
 * Tells the watchers of one stream what changed. One loop does everything in turn: it wakes, reads how far the stream
 * has come, lets waiting watchers in, and brings every watcher from the revision where it stands to the newest one.
 * Joining with an old cursor and following are the same work, so there is no hole and no duplicate between them.
 */
export class StreamHub {
  /** The stream that this hub follows. */
  readonly stream: StreamName;
  readonly #options: StreamHubOptions;
  readonly #watchers = new Watchers();
  readonly #pending = new Set<PendingWatch>();
  readonly #wake = new WakeUp();
  #epoch: string | undefined;
  #cursor: StreamCursor | undefined;
  #running = false;

  constructor(options: StreamHubOptions) {
    this.stream = options.stream;
    this.#options = options;
  }

  /** How many topics are watched or wait to be, over all connections. */
  get watcherCount(): number {
    return this.#watchers.size + this.#pending.size;
  }

  /** How far the stream was read; undefined while the hub is down. */
  get cursor(): StreamCursor | undefined {
    return this.#cursor;
  }

  /**
   * Watches what the order says, from the next round on. While the hub is down the order waits; events go to its
   * queue until it is left.
   */
  watch(order: WatchOrder): Membership {
    const pending = new PendingWatch(order);
    this.#pending.add(pending);
    if (this.#running) this.#wake.call();
    else pending.settle({ kind: 'waiting' });
    return {
      outcomeWithin: (limitMs) => pending.outcomeWithin(limitMs),
      leave: () => {
        this.#pending.delete(pending);
        if (pending.watcher) this.#watchers.delete(pending.watcher);
      },
    };
  }

  /**
   * Follows the stream until the signal aborts. Rejects when the database or the bus fails; run it again then:
   * watchers are kept, and are told what they missed. Calls `ready` when it is up.
   */
  async run(signal: AbortSignal, ready: () => void = () => undefined): Promise<void> {
    const stop = new AbortController();
    const onAbort = () => stop.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    this.#running = true;
    try {
      const tail = this.#options.bus.tail({
        topic: TOPICS.seriesChanged,
        onWake: () => this.#wake.call(),
        signal: stop.signal,
      });
      const parts = [tail, this.#follow(stop.signal, ready)].map((part) => part.finally(() => stop.abort()));
      const ends = await Promise.allSettled(parts);
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed && !signal.aborted) throw failed.reason;
    } finally {
      this.#running = false;
      this.#cursor = undefined;
      signal.removeEventListener('abort', onAbort);
      for (const pending of this.#pending) pending.settle({ kind: 'waiting' });
    }
  }

  async #follow(signal: AbortSignal, ready: () => void): Promise<void> {
    const { recheckMs = RECHECK_MS, roundMs = ROUND_MS } = this.#options;
    while (!signal.aborted) {
      await this.#roundWithin(roundMs, signal);
      if (!signal.aborted) ready();
      await this.#wake.wait(recheckMs, signal);
    }
  }

  /** One round that ends at the latest when its time is up: a database that hangs has failed, too. */
  async #roundWithin(limitMs: number, signal: AbortSignal): Promise<void> {
    const round = new AbortController();
    const onAbort = () => round.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const late = new Error(`the database of the ${this.stream} stream did not answer within ${limitMs} ms`);
    const timer = setTimeout(() => round.abort(late), limitMs);
    const aborted = new Promise<never>((_, reject) => {
      round.signal.addEventListener('abort', () => reject(round.signal.reason), { once: true });
    });
    try {
      const work = inSnapshot(this.#options, (sql) => this.#round(sql, round.signal));
      await Promise.race([work, aborted]);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      // What is left of a round that was given up must not go on beside the next one.
      round.abort();
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #round(sql: StreamSql, signal: AbortSignal): Promise<void> {
    const arrived = [...this.#pending];
    const state = await readStreamState(sql);
    signal.throwIfAborted();
    if (this.#epoch !== undefined && this.#epoch !== state.epoch) {
      this.#watchers.resetAll(state.revision, 'the stream was reset');
    }
    this.#epoch = state.epoch;

    const resolver = new SelectionResolver(sql);
    for (const pending of arrived) {
      const resolved = await resolver.resolve(pending.order);
      signal.throwIfAborted();
      if (!this.#pending.delete(pending)) continue;
      const admitted = pending.admit(resolved, state);
      if (admitted) this.#watchers.add(admitted.watcher, admitted.revision);
    }
    await this.#watchers.bringTo(state, { sql, signal, patches: new PatchReader(sql, signal) });
    signal.throwIfAborted();
    this.#cursor = { epoch: state.epoch, revision: state.revision };
  }
}
