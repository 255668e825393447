import type { WatcherQueue } from './watcher-queue.ts';

/** A topic in its request and in its connection. */
export interface TopicPosition {
  /** From the request message, for what is wrong with it: `topics[0]`. */
  readonly path: string;
  readonly topicId: number;
  /** Where its events go. */
  readonly queue: WatcherQueue;
}
