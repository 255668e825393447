import type { EventBus } from '../platform/bus/event-bus.ts';
import type { StreamName } from '../streams/definitions.ts';
import { TOPICS } from '../streams/events.ts';
import { inSnapshot, type StreamSource } from '../streams/query/in-snapshot.ts';
import type { StreamCursor, StreamSql } from '../streams/query/series-store.ts';
import { HubLoop } from './hub-loop.ts';
import type { Membership } from './join-outcome.ts';
import { readStreamState } from './live-store.ts';
import { PatchReader } from './patch-reader.ts';
import { SelectionResolver } from './selection-resolver.ts';
import { PendingWatch, type WatchOrder } from './watch-order.ts';
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
  readonly #loop: HubLoop<StreamCursor, PendingWatch>;
  #epoch: string | undefined;
  #cursor: StreamCursor | undefined;

  constructor(options: StreamHubOptions) {
    const { stream, bus, recheckMs = RECHECK_MS, roundMs = ROUND_MS } = options;
    this.stream = stream;
    this.#options = options;
    this.#loop = new HubLoop({
      ...{ bus, topic: TOPICS.seriesChanged, recheckMs: () => recheckMs, roundMs },
      about: `the database of the ${stream} stream`,
    });
  }

  /** How many topics are watched or wait to be, over all connections. */
  get watcherCount(): number {
    return this.#watchers.size + this.#loop.pending.size;
  }

  /** How far the stream was read; undefined while the hub is down. */
  get cursor(): StreamCursor | undefined {
    return this.#cursor;
  }

  /**
   * Watches what the order says, from the next round on. While the hub is down the order waits; events go to its
   * queue until it is left.
   */
  watch(order: WatchOrder): Membership<StreamCursor> {
    const pending = new PendingWatch(order);
    return this.#loop.take(pending, () => {
      if (pending.watcher) this.#watchers.delete(pending.watcher);
    });
  }

  /**
   * Follows the stream until the signal aborts. Rejects when the database or the bus fails; run it again then:
   * watchers are kept, and are told what they missed. Calls `ready` when it is up.
   */
  async run(signal: AbortSignal, ready: () => void = () => undefined): Promise<void> {
    const round = (end: AbortSignal) => inSnapshot(this.#options, (sql) => this.#round(sql, end));
    try {
      await this.#loop.run(round, signal, ready);
    } finally {
      this.#cursor = undefined;
    }
  }

  async #round(sql: StreamSql, signal: AbortSignal): Promise<void> {
    const arrived = [...this.#loop.pending];
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
      if (!this.#loop.pending.delete(pending)) continue;
      const admitted = pending.admit(resolved, state);
      if (admitted) this.#watchers.add(admitted.watcher, admitted.revision);
    }
    await this.#watchers.bringTo(state, { sql, signal, patches: new PatchReader(sql, signal) });
    signal.throwIfAborted();
    this.#cursor = { epoch: state.epoch, revision: state.revision };
  }
}
