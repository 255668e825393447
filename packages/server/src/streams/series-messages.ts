import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate, timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type AreaSchema,
  AreaType as AreaTypeMessage,
  type BorderFlowSchema,
  Measure as MeasureMessage,
  type SeriesKeySchema,
  type SnapshotValueSchema,
  Stream,
  type TimeRangeSchema,
} from '../gen/wattlet/v1/series_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import type { AreaType, Measure, StreamName } from './definitions.ts';
import type { MsRange } from './query/encode-runs.ts';
import type { SnapshotBorder, SnapshotValue } from './query/snapshot.ts';
import { timeZoneOfArea } from './query/time-zones.ts';
import type { AreaIdentity } from './series-identity.ts';

const STREAM_NAME: ReadonlyMap<Stream, StreamName> = new Map([
  [Stream.LOAD, 'load'],
  [Stream.GENERATION, 'generation'],
  [Stream.FLOWS, 'flows'],
]);

const AREA_TYPE: ReadonlyMap<AreaTypeMessage, AreaType> = new Map([
  [AreaTypeMessage.BZN, 'BZN'],
  [AreaTypeMessage.CTA, 'CTA'],
]);

const AREA_TYPE_MESSAGE: Readonly<Record<AreaType, AreaTypeMessage>> = {
  CTY: AreaTypeMessage.CTY,
  BZN: AreaTypeMessage.BZN,
  CTA: AreaTypeMessage.CTA,
};

const MEASURE_MESSAGE: Readonly<Record<Measure, MeasureMessage>> = {
  value: MeasureMessage.UNSPECIFIED,
  output: MeasureMessage.OUTPUT,
  consumption: MeasureMessage.CONSUMPTION,
};

/** The stream of a request; `invalid_argument` if it names none. */
export function streamOf(stream: Stream): StreamName {
  const name = STREAM_NAME.get(stream);
  if (name) return name;
  const description = 'must be STREAM_LOAD, STREAM_GENERATION or STREAM_FLOWS';
  throw invalidRequest([{ field: 'stream', reason: 'UNKNOWN_STREAM', description }]);
}

const STREAM_MESSAGE: Readonly<Record<StreamName, Stream>> = {
  load: Stream.LOAD,
  generation: Stream.GENERATION,
  flows: Stream.FLOWS,
};

/** A stream as the contract says it. */
export const streamMessageOf = (stream: StreamName): Stream => STREAM_MESSAGE[stream];

/** The role of a request: countries where it names none. */
export function areaTypeOf(areaType: AreaTypeMessage): AreaType {
  return AREA_TYPE.get(areaType) ?? 'CTY';
}

/** An area as the contract says it, with the reach of its data where that is known. */
export function areaMessage(
  area: AreaIdentity,
  reach: { readonly dataFrom: Date | null; readonly dataUntil: Date | null } = {
    dataFrom: null,
    dataUntil: null,
  },
): MessageInitShape<typeof AreaSchema> {
  return {
    eic: area.eic,
    areaType: AREA_TYPE_MESSAGE[area.areaType],
    mapCode: area.mapCode,
    name: area.name,
    timeZone: timeZoneOfArea(area.mapCode),
    ...(reach.dataFrom && { dataFrom: timestampFromDate(reach.dataFrom) }),
    ...(reach.dataUntil && { dataUntil: timestampFromDate(reach.dataUntil) }),
  };
}

/** The key of a series as the contract says it. */
export function seriesKeyMessage(series: {
  readonly area: AreaIdentity;
  readonly toArea?: AreaIdentity | null | undefined;
  readonly productionType?: string | null | undefined;
  readonly measure: Measure;
}): MessageInitShape<typeof SeriesKeySchema> {
  return {
    area: areaMessage(series.area),
    ...(series.toArea && { toArea: areaMessage(series.toArea) }),
    productionType: series.productionType ?? '',
    measure: MEASURE_MESSAGE[series.measure],
  };
}

/** The latest value of a series as the contract says it. */
export function snapshotMessage(value: SnapshotValue): MessageInitShape<typeof SnapshotValueSchema> {
  return {
    key: seriesKeyMessage(value.row),
    start: timestampFromMs(value.start),
    stepSeconds: value.stepMinutes * 60,
    kilowatts: BigInt(value.kilowatts),
  };
}

/** The net flow of a border as the contract says it. */
export function borderMessage(border: SnapshotBorder): MessageInitShape<typeof BorderFlowSchema> {
  return {
    first: areaMessage(border.first),
    second: areaMessage(border.second),
    netKilowatts: BigInt(border.kilowatts),
    start: timestampFromMs(border.start),
    stepSeconds: border.stepMinutes * 60,
  };
}

/** A half-open range of epoch milliseconds as a message. */
export function rangeMessage({ from, to }: MsRange): MessageInitShape<typeof TimeRangeSchema> {
  return { from: timestampFromMs(from), to: timestampFromMs(to) };
}
