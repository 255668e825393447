import { timestampMs } from '@bufbuild/protobuf/wkt';
import type * as wire from '../gen/wattlet/v1/series_pb.js';
import { present } from '../transport/from-wire.ts';
import type { AreasResult } from './areas-watch.ts';
import type { Cursor } from './cursor.ts';
import { optionalTime, toArea, toCursor, toMegawatts, toSeriesKey, toSeriesValues } from './from-wire.ts';
import type { Area, SeriesKey } from './series-key.ts';
import type { SeriesValues } from './series-values.ts';

/** The values of every series that was selected. */
export interface SeriesResult {
  /** By area, production type and measure. A known series without values in the range has no segments. */
  readonly series: readonly SeriesValues[];
  /** The answer holds every change up to here. */
  readonly cursor: Cursor;
  /**
   * Generation: end of the last interval for which every type that reported in the 24 h before has a
   * value, epoch milliseconds. Later intervals are incomplete: no share may be computed from them.
   */
  readonly completeUntil?: number;
}

/** Statistics of one bucket of local time, weighted by the length of the intervals. */
export interface ProfilePoint {
  /** Hour of day, 0 to 23, or day of week, 1 (Monday) to 7 (Sunday). */
  readonly bucket: number;
  readonly meanMegawatts: number;
  /** Half of the time was at or below it. */
  readonly medianMegawatts: number;
  /** The time that the figures rest on, in milliseconds. */
  readonly coveredMs: number;
}

/** The profile of one series: every bucket that has a value, in order. */
export interface Profile {
  readonly key: SeriesKey;
  readonly points: readonly ProfilePoint[];
}

/** One profile for each series that was selected. */
export interface ProfileResult {
  readonly profiles: readonly Profile[];
  readonly cursor: Cursor;
}

/** A value with the interval it is for. */
export interface SnapshotValue {
  readonly key: SeriesKey;
  /** Start of the interval, epoch milliseconds. */
  readonly start: number;
  readonly stepMs: number;
  readonly megawatts: number;
}

/** Net flow over a border in the latest interval that both directions know. */
export interface BorderFlow {
  readonly first: Area;
  readonly second: Area;
  /** Positive from first to second, negative from second to first. */
  readonly netMegawatts: number;
  /** Start of the interval, epoch milliseconds. */
  readonly start: number;
  readonly stepMs: number;
}

/** The state of a stream at a time. */
export interface SnapshotResult {
  /** Load and generation: the latest value of every series, at most 24 h old. */
  readonly values: readonly SnapshotValue[];
  /** Flows: each border once. */
  readonly borders: readonly BorderFlow[];
  readonly cursor: Cursor;
}

export function toAreasResult({ areas, cursor }: wire.ListAreasResponse): AreasResult {
  return { areas: areas.map(toArea), cursor: toCursor(cursor) };
}

export function toSeriesResult({ series, cursor, completeUntil }: wire.GetSeriesResponse): SeriesResult {
  return {
    series: series.map(toSeriesValues),
    cursor: toCursor(cursor),
    ...optionalTime('completeUntil', completeUntil),
  };
}

export function toProfileResult({ profiles, cursor }: wire.GetProfileResponse): ProfileResult {
  const toPoint = (point: wire.ProfilePoint): ProfilePoint => ({
    bucket: point.bucket,
    meanMegawatts: toMegawatts(point.meanKilowatts),
    medianMegawatts: toMegawatts(point.medianKilowatts),
    coveredMs: Number(point.coveredSeconds) * 1000,
  });
  return {
    profiles: profiles.map(({ key, points }) => ({ key: toSeriesKey(key), points: points.map(toPoint) })),
    cursor: toCursor(cursor),
  };
}

export function toSnapshotResult({ values, borders, cursor }: wire.GetSnapshotResponse): SnapshotResult {
  return {
    values: values.map((value) => ({
      key: toSeriesKey(value.key),
      start: timestampMs(present(value.start, 'value.start')),
      stepMs: value.stepSeconds * 1000,
      megawatts: toMegawatts(value.kilowatts),
    })),
    borders: borders.map((border) => ({
      first: toArea(present(border.first, 'border.first')),
      second: toArea(present(border.second, 'border.second')),
      netMegawatts: toMegawatts(border.netKilowatts),
      start: timestampMs(present(border.start, 'border.start')),
      stepMs: border.stepSeconds * 1000,
    })),
    cursor: toCursor(cursor),
  };
}
