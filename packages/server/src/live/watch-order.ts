import type { ConnectError } from '@connectrpc/connect';
import type { StreamCursor } from '../streams/query/series-store.ts';
import type { SeriesQuestion } from '../streams/series-requests.ts';
import type { SeriesView } from './series-view.ts';
import type { WatcherQueue } from './watcher-queue.ts';

/** What one topic of a connection wants of a hub. */
export interface WatchOrder extends Pick<SeriesQuestion, 'selection' | 'fields' | 'range'> {
  readonly topicId: number;
  /** Of the read that this follows; absent means from now. */
  readonly cursor?: StreamCursor | undefined;
  readonly queue: WatcherQueue;
}

/** A topic that is let in. */
export interface Watcher {
  readonly topicId: number;
  readonly queue: WatcherQueue;
  readonly view: SeriesView;
}

/** A selection that was found, or why it cannot be. */
export type Resolved = SeriesView | ConnectError;

/** What became of an order for now. An order that waits joins when the hub is up again, and cannot be refused any more but by a reset. */
export type WatchOutcome =
  | {
      readonly kind: 'joined';
      /** Where the topic starts; undefined if it starts with a reset. */
      readonly cursor: StreamCursor | undefined;
    }
  | { readonly kind: 'refused'; readonly error: ConnectError }
  | { readonly kind: 'waiting' };

/** A place in a hub. */
export interface Membership {
  /** What becomes of it; that it waits, if nothing does within the time (milliseconds). Never rejects. */
  outcomeWithin(limitMs: number): Promise<WatchOutcome>;
  /** Ends it, whatever came of it; may be called again. */
  leave(): void;
}

/** An order that is not carried out yet. */
export class PendingWatch {
  readonly order: WatchOrder;
  /** What it became. */
  watcher: Watcher | undefined;
  readonly #outcome = Promise.withResolvers<WatchOutcome>();
  #settled: WatchOutcome['kind'] | undefined;

  constructor(order: WatchOrder) {
    this.order = order;
  }

  /** See {@link Membership}. */
  async outcomeWithin(limitMs: number): Promise<WatchOutcome> {
    const timer = setTimeout(() => this.settle({ kind: 'waiting' }), limitMs);
    try {
      return await this.#outcome.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says what became of it for now; only the first time counts. */
  settle(outcome: WatchOutcome): void {
    this.#settled ??= outcome.kind;
    this.#outcome.resolve(outcome);
  }

  /**
   * Lets it in, at the revision of its cursor or at the stream's newest; undefined if it is refused. Whoever was told
   * that it waits is not there to be refused, and gets a reset: the fresh read brings the error.
   */
  admit(resolved: Resolved, state: StreamCursor): { watcher: Watcher; revision: bigint } | undefined {
    const { topicId, queue, cursor = { epoch: state.epoch, revision: state.revision } } = this.order;
    if (resolved instanceof Error) {
      if (this.#settled === 'waiting') queue.pushReset(topicId, resolved.rawMessage);
      this.settle({ kind: 'refused', error: resolved });
      return undefined;
    }
    this.watcher = { topicId, queue, view: resolved };
    if (cursor.epoch !== state.epoch) {
      queue.pushReset(topicId, 'the cursor is from before the stream was reset');
      this.settle({ kind: 'joined', cursor: undefined });
      return { watcher: this.watcher, revision: state.revision };
    }
    this.settle({ kind: 'joined', cursor });
    return { watcher: this.watcher, revision: cursor.revision };
  }
}
