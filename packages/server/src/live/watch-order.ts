import type { ConnectError } from '@connectrpc/connect';
import type { StreamCursor } from '../streams/query/series-store.ts';
import type { SeriesQuestion } from '../streams/series-requests.ts';
import { JoinOutcome } from './join-outcome.ts';
import type { SeriesView } from './series-view.ts';
import type { WatcherQueue } from './watcher-queue.ts';

/** What one topic of a connection wants of a hub. */
export interface WatchOrder extends Pick<SeriesQuestion, 'selection' | 'fields' | 'range' | 'bucketSeconds'> {
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

/** An order that is not carried out yet. */
export class PendingWatch {
  readonly order: WatchOrder;
  /** What it became. */
  watcher: Watcher | undefined;
  readonly outcome = new JoinOutcome<StreamCursor>();

  constructor(order: WatchOrder) {
    this.order = order;
  }

  /**
   * Lets it in, at the revision of its cursor or at the stream's newest; undefined if it is refused. Whoever was told
   * that it waits is not there to be refused, and gets a reset: the fresh read brings the error.
   */
  admit(resolved: Resolved, state: StreamCursor): { watcher: Watcher; revision: bigint } | undefined {
    const { topicId, queue, cursor = { epoch: state.epoch, revision: state.revision } } = this.order;
    if (resolved instanceof Error) {
      if (this.outcome.toldToWait) queue.pushReset(topicId, resolved.rawMessage);
      this.outcome.settle({ kind: 'refused', error: resolved });
      return undefined;
    }
    this.watcher = { topicId, queue, view: resolved };
    if (cursor.epoch !== state.epoch) {
      queue.pushReset(topicId, 'the cursor is from before the stream was reset');
      this.outcome.settle({ kind: 'joined', cursor: undefined });
      return { watcher: this.watcher, revision: state.revision };
    }
    this.outcome.settle({ kind: 'joined', cursor });
    return { watcher: this.watcher, revision: cursor.revision };
  }
}
