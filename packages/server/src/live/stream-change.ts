import { create } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { type StreamChange, StreamChangeSchema } from '../gen/wattlet/v1/live_pb.js';
import type { MsRange } from '../streams/query/encode-runs.ts';
import type { StreamCursor } from '../streams/query/series-store.ts';
import { rangeMessage } from '../streams/series-messages.ts';
import type { SeriesChange } from './live-store.ts';
import type { Merge, SizedContent } from './watcher-event.ts';

/** Of a change without values, on the wire. */
const BYTES = 80;

/** Says to topics for every area that something has changed: over one range that holds all changes. */
export function streamChange(changes: readonly SeriesChange[], cursor: StreamCursor): SizedContent {
  const { epoch, revision } = cursor;
  const range = rangeMessage(around(changes.map((change) => change.range)));
  const value = create(StreamChangeSchema, { cursor: { epoch, revision }, range });
  return { content: { case: 'stream', value }, bytes: BYTES };
}

/** Of two changes one that holds both. */
export const mergeStreamChanges: Merge = (older, newer) => {
  if (older.case !== 'stream' || newer.case !== 'stream') return undefined;
  const { topicIds, cursor } = newer.value;
  const range = rangeMessage(around([older, newer].flatMap(({ value }) => rangeOf(value))));
  const value = create(StreamChangeSchema, { topicIds, ...(cursor && { cursor }), range });
  return { content: { case: 'stream', value }, bytes: BYTES };
};

function rangeOf({ range }: StreamChange): MsRange[] {
  return range?.from && range.to ? [{ from: timestampMs(range.from), to: timestampMs(range.to) }] : [];
}

function around(ranges: readonly MsRange[]): MsRange {
  return {
    from: Math.min(...ranges.map(({ from }) => from)),
    to: Math.max(...ranges.map(({ to }) => to)),
  };
}
