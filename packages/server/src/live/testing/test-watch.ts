import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { RangePatch } from '../../gen/wattlet/v1/live_pb.js';
import type { SeriesSelection } from '../../streams/query/select-series.ts';
import type { StreamCursor } from '../../streams/query/series-store.ts';
import { decodeRuns } from '../../streams/query/testing/decode-runs.ts';
import type { Membership } from '../join-outcome.ts';
import type { StreamHub } from '../stream-hub.ts';
import type { WatcherEvent } from '../watcher-event.ts';
import { WatcherQueue } from '../watcher-queue.ts';

/** Midnight UTC, 1 January 2022, epoch milliseconds. */
export const NEW_YEAR = Date.UTC(2022, 0, 1);
export const HOUR = 3_600_000;

/** What a test watches. */
export interface TestWatchOptions extends Partial<SeriesSelection> {
  readonly range?: { readonly from: number; readonly to: number };
  readonly bucketSeconds?: number;
  readonly cursor?: StreamCursor;
  readonly queue?: WatcherQueue;
  readonly topicId?: number;
}

/** For tests: a topic of a hub, and what it was sent so far. */
export class TestWatch {
  readonly membership: Membership<StreamCursor>;
  readonly queue: WatcherQueue;
  /** Values by series and start of the interval, as a client would have them; gaps are absent. */
  readonly values = new Map<string, number>();

  constructor(hub: StreamHub, options: TestWatchOptions = {}) {
    const { range = { from: NEW_YEAR, to: NEW_YEAR + 24 * HOUR }, topicId = 1, cursor, ...rest } = options;
    const { queue = new WatcherQueue(), bucketSeconds = 0, ...selection } = rest;
    this.queue = queue;
    const fields = { area: 'area', toArea: 'to_area', productionTypes: 'production_types' };
    this.membership = hub.watch({
      topicId,
      queue,
      range,
      bucketSeconds,
      cursor,
      fields,
      selection: { areaType: 'CTY', area: undefined, productionTypes: [], ...selection },
    });
  }

  /** Takes what waits, without waiting for more, and applies it to the values. */
  async take(): Promise<WatcherEvent[]> {
    const events: WatcherEvent[] = [];
    const reader = this.queue[Symbol.asyncIterator]();
    while (this.queue.size > 0) {
      const { value } = await reader.next();
      if (!value) break;
      events.push(value);
      if (value.kind === 'patch') for (const patch of value.patches) applyPatch(this.values, patch);
    }
    return events;
  }
}

/** Replaces what was known in the range of the patch, as a client does. */
export function applyPatch(values: Map<string, number>, { key, range, runs }: RangePatch): void {
  if (!range?.from || !range.to) throw new Error('a patch without range');
  const name = seriesName(key);
  const [from, to] = [timestampMs(range.from), timestampMs(range.to)];
  for (const at of [...values.keys()]) {
    const [series, start] = at.split(' @ ');
    if (series === name && Number(start) >= from && Number(start) < to) values.delete(at);
  }
  for (const { start, kilowatts } of decodeRuns(runs)) values.set(`${name} @ ${start}`, kilowatts);
}

/** A series as tests name it: `GR`, `GR>BG`, `GR/Solar`. */
export function seriesName(key: RangePatch['key']): string {
  const to = key?.toArea ? `>${key.toArea.mapCode}` : '';
  const type = key?.productionType ? `/${key.productionType}` : '';
  return `${key?.area?.mapCode}${to}${type}`;
}

/** Which series an event is about; `reset` for a reset. */
export function namesOf(event: WatcherEvent): string[] {
  return event.kind === 'patch' ? event.patches.map(({ key }) => seriesName(key)) : [event.kind];
}
