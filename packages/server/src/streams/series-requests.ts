import { type Timestamp, timestampDate, timestampMs } from '@bufbuild/protobuf/wkt';
import type { StreamTopic } from '../gen/wattlet/v1/live_pb.js';
import type { SeriesSelector, TimeRange } from '../gen/wattlet/v1/series_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import type { StreamName } from './definitions.ts';
import type { MsRange } from './query/encode-runs.ts';
import type { SelectionFields, SeriesSelection } from './query/select-series.ts';
import { type ZoneClock, zoneClock } from './query/zone-clock.ts';
import { areaTypeOf, streamOf } from './series-messages.ts';

/** A request for series of one stream, as the domain says it. */
export interface SeriesQuestion {
  readonly stream: StreamName;
  readonly selection: SeriesSelection;
  /** What the parts of the selection are called in the contract. */
  readonly fields: SelectionFields;
  readonly range: MsRange;
  readonly asOf?: Date;
  /** Length of the buckets that are asked for; absent for values as published. */
  readonly bucketSeconds?: number;
}

interface SeriesRequest {
  readonly selector?: SeriesSelector | undefined;
  readonly range?: TimeRange | undefined;
  readonly asOf?: Timestamp | undefined;
  readonly bucketSeconds?: number | undefined;
}

/** Reads a request that follows the rules of `series.proto`; `invalid_argument` where a part is missing all the same. */
export function seriesQuestion({ selector, range, asOf, bucketSeconds }: SeriesRequest): SeriesQuestion {
  if (!selector) throw missing('selector');
  const stream = streamOf(selector.stream);
  const isFlows = stream === 'flows';
  return {
    stream,
    selection: {
      areaType: areaTypeOf(selector.areaType),
      area: isFlows ? selector.fromArea : selector.area,
      toArea: isFlows ? selector.toArea : undefined,
      productionTypes: selector.productionTypes,
    },
    fields: {
      area: isFlows ? 'selector.from_area' : 'selector.area',
      toArea: 'selector.to_area',
      productionTypes: 'selector.production_types',
    },
    range: rangeOf(range),
    ...(asOf && { asOf: timestampDate(asOf) }),
    ...(bucketSeconds && { bucketSeconds }),
  };
}

/** Reads a topic that is about every area of a stream; `invalid_argument` where a part is missing. */
export function streamQuestion(topic: Pick<StreamTopic, 'stream' | 'areaType' | 'range'>): SeriesQuestion {
  const { stream, areaType } = topic;
  return {
    stream: streamOf(stream),
    selection: { areaType: areaTypeOf(areaType), productionTypes: [] },
    fields: { area: 'stream', toArea: 'stream', productionTypes: 'stream' },
    range: rangeOf(topic.range),
  };
}

/** The clock of a zone that a request names; `invalid_argument` if there is no such zone. */
export function clockOf(timeZone: string): ZoneClock {
  const clock = zoneClock(timeZone);
  if (clock) return clock;
  const description = `"${timeZone}" is no IANA time zone; write for example "Europe/Athens"`;
  throw invalidRequest([{ field: 'time_zone', reason: 'UNKNOWN_TIME_ZONE', description }]);
}

function rangeOf(range: TimeRange | undefined): MsRange {
  if (!range?.from) throw missing('range.from');
  if (!range.to) throw missing('range.to');
  return { from: timestampMs(range.from), to: timestampMs(range.to) };
}

function missing(field: string): Error {
  return invalidRequest([{ field, reason: 'required', description: 'must be set' }]);
}
