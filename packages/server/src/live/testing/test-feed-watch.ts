import { eventually } from '../../platform/testing/eventually.ts';
import type { FeedHub } from '../feed-hub.ts';
import type { Membership } from '../join-outcome.ts';
import type { WatcherEvent } from '../watcher-event.ts';
import { WatcherQueue } from '../watcher-queue.ts';
import type { Entry } from './feed-fixture.ts';

/** For tests: what is watched. */
export interface TestFeedWatchOptions {
  readonly scope?: string;
  readonly view?: string;
  readonly after?: bigint | undefined;
  readonly topicId?: number;
  readonly queue?: WatcherQueue;
}

/** For tests: a topic of a feed hub, and what it was sent so far. */
export class TestFeedWatch {
  readonly membership: Membership<bigint>;
  readonly queue: WatcherQueue;
  readonly events: WatcherEvent[] = [];
  /** Values by name, as a client would have them. */
  readonly values: Map<string, number>;
  /** Where a client would go on from. */
  cursor: bigint;

  constructor(
    hub: FeedHub<bigint, readonly Entry[]>,
    { scope = 's', view = 'all', after, topicId = 1, queue = new WatcherQueue() }: TestFeedWatchOptions = {},
    known: ReadonlyMap<string, number> = new Map(),
  ) {
    this.queue = queue;
    this.values = new Map(known);
    this.cursor = after ?? 0n;
    this.membership = hub.watch({ scope, view, after, topicId, queue });
  }

  /** Takes what waits, without waiting for more, and applies it to the values. */
  async take(): Promise<WatcherEvent[]> {
    const taken: WatcherEvent[] = [];
    const reader = this.queue[Symbol.asyncIterator]();
    while (this.queue.size > 0) {
      const { value } = await reader.next();
      if (value) taken.push(value);
    }
    for (const event of taken) {
      if (event.kind !== 'change' || event.content.case !== 'alerts') continue;
      const { alerts, cursor } = event.content.value;
      for (const { alertId, wattHours } of alerts) this.values.set(alertId, Number(wattHours));
      this.cursor = cursor?.sequence ?? this.cursor;
    }
    this.events.push(...taken);
    return taken;
  }

  /** Takes until the watch stands at the number. */
  async reach(number: bigint): Promise<void> {
    await eventually(async () => {
      await this.take();
      return this.cursor >= number ? true : undefined;
    });
  }
}

/** For tests: the names of the entries that an event is about; its kind if it is about none. */
export function entriesOf(event: WatcherEvent): string[] {
  if (event.kind !== 'change' || event.content.case !== 'alerts') return [event.kind];
  return event.content.value.alerts.map(({ alertId }) => alertId);
}
