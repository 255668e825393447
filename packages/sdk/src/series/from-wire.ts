import { type Timestamp, timestampMs } from '@bufbuild/protobuf/wkt';
import type * as wire from '../gen/wattlet/v1/series_pb.js';
import { AreaType as WireAreaType, Measure as WireMeasure } from '../gen/wattlet/v1/series_pb.js';
import { present } from '../transport/from-wire.ts';
import type { Cursor } from './cursor.ts';
import type { Segment, TimeRange } from './segment.ts';
import type { Area, AreaType, Measure, SeriesKey } from './series-key.ts';
import { SeriesValues } from './series-values.ts';

const AREA_TYPES: Readonly<Record<WireAreaType, AreaType | undefined>> = {
  [WireAreaType.UNSPECIFIED]: undefined,
  [WireAreaType.CTY]: 'CTY',
  [WireAreaType.BZN]: 'BZN',
  [WireAreaType.CTA]: 'CTA',
};

const MEASURES: Readonly<Record<WireMeasure, Measure>> = {
  [WireMeasure.UNSPECIFIED]: 'value',
  [WireMeasure.OUTPUT]: 'output',
  [WireMeasure.CONSUMPTION]: 'consumption',
};

/** Megawatts of the kilowatts that the contract carries. */
export function toMegawatts(kilowatts: number | bigint): number {
  return Number(kilowatts) / 1000;
}

/** An optional time, as a property to spread. */
export function optionalTime<Name extends string>(
  name: Name,
  time: Timestamp | undefined,
): { [key in Name]?: number } {
  const properties: { [key in Name]?: number } = {};
  if (time) properties[name] = timestampMs(time);
  return properties;
}

export function toArea(area: wire.Area): Area {
  return {
    eic: area.eic,
    areaType: present(AREA_TYPES[area.areaType], 'area_type'),
    mapCode: area.mapCode,
    name: area.name,
    timeZone: area.timeZone,
    ...optionalTime('dataFrom', area.dataFrom),
    ...optionalTime('dataUntil', area.dataUntil),
  };
}

export function toSeriesKey(key: wire.SeriesKey | undefined): SeriesKey {
  const { area, toArea: to, productionType, measure } = present(key, 'key');
  return {
    area: toArea(present(area, 'key.area')),
    ...(to ? { toArea: toArea(to) } : {}),
    ...(productionType ? { productionType } : {}),
    measure: MEASURES[measure],
  };
}

/** Undoes the coding of a run. */
export function toSegment(run: wire.Run): Segment {
  const { kilowattDeltas, kilowattsBelow, kilowattsAbove, missingSeconds } = run;
  const kilowatts = new Float64Array(kilowattDeltas.length);
  let last = 0;
  for (const [index, delta] of kilowattDeltas.entries()) {
    last += delta;
    kilowatts[index] = last;
  }
  const segment = {
    start: timestampMs(present(run.start, 'run.start')),
    stepMs: run.stepSeconds * 1000,
    megawatts: kilowatts.map(toMegawatts),
    ...(missingSeconds.length > 0 && { missingMs: Float64Array.from(missingSeconds, (each) => each * 1000) }),
  };
  if (kilowattsBelow.length === 0 && kilowattsAbove.length === 0) return segment;
  return {
    ...segment,
    low: kilowatts.map((mean, i) => toMegawatts(mean - (kilowattsBelow[i] ?? 0))),
    high: kilowatts.map((mean, i) => toMegawatts(mean + (kilowattsAbove[i] ?? 0))),
  };
}

export function toSeriesValues({ key, runs }: wire.Series): SeriesValues {
  return new SeriesValues(toSeriesKey(key), runs.map(toSegment));
}

export function toTimeRange(range: wire.TimeRange | undefined): TimeRange {
  const { from, to } = present(range, 'range');
  return { from: timestampMs(present(from, 'range.from')), to: timestampMs(present(to, 'range.to')) };
}

export function toCursor(cursor: wire.Cursor | undefined): Cursor {
  const { epoch, revision } = present(cursor, 'cursor');
  return { epoch, revision: Number(revision) };
}
