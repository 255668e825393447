import type { FeedNotice, FeedOrder } from './feed.ts';
import type { Merge, SizedContent } from './watcher-event.ts';

/** Content above this is a reset: reading afresh is cheaper. */
const MAX_CONTENT_BYTES = 256 * 1024;

/** A topic that is let in. */
export type FeedWatcher = Pick<FeedOrder<never>, 'topicId' | 'queue'>;

/** Those who watch one scope of a feed, by their views. All of them stand at one cursor. */
export class FeedWatchers<Cursor> {
  stands: Cursor;
  readonly #views = new Map<string, Set<FeedWatcher>>();

  constructor(stands: Cursor) {
    this.stands = stands;
  }

  get size(): number {
    return [...this.#views.values()].reduce((sum, watchers) => sum + watchers.size, 0);
  }

  get views(): string[] {
    return [...this.#views.keys()];
  }

  add(view: string, watcher: FeedWatcher): void {
    const watchers = this.#views.get(view) ?? new Set();
    this.#views.set(view, watchers.add(watcher));
  }

  delete(view: string, watcher: FeedWatcher): void {
    const watchers = this.#views.get(view);
    if (watchers?.delete(watcher) && watchers.size === 0) this.#views.delete(view);
  }

  /** Tells each view what it gets. */
  tell(contentOf: (view: string) => SizedContent | undefined, merge: Merge): void {
    for (const [view, watchers] of this.#views) tellAll(watchers, contentOf(view), merge);
  }

  announce(noticeOf: (view: string) => FeedNotice | undefined): void {
    for (const [view, watchers] of this.#views) {
      const notice = noticeOf(view);
      if (!notice) continue;
      for (const [queue, topicIds] of byQueue(watchers)) queue.pushNotice({ topicIds, ...notice });
    }
  }

  /** Tells everybody to read afresh. */
  reset(reason: string): void {
    for (const watchers of this.#views.values()) {
      for (const { queue, topicId } of watchers) queue.pushReset(topicId, reason);
    }
  }
}

/** Tells watchers of one view, each connection once. */
export function tellAll(
  watchers: Iterable<FeedWatcher>,
  sized: SizedContent | undefined,
  merge: Merge,
): void {
  if (!sized) return;
  for (const [queue, topicIds] of byQueue(watchers)) {
    if (sized.bytes <= MAX_CONTENT_BYTES) queue.pushChange({ topicIds, ...sized, merge });
    else for (const id of topicIds) queue.pushReset(id, 'more has changed than an event holds');
  }
}

function byQueue(watchers: Iterable<FeedWatcher>): Map<FeedWatcher['queue'], number[]> {
  const queues = new Map<FeedWatcher['queue'], number[]>();
  for (const { queue, topicId } of watchers) {
    const topicIds = queues.get(queue);
    if (topicIds) topicIds.push(topicId);
    else queues.set(queue, [topicId]);
  }
  return queues;
}
