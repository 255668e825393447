import type { ChartSeries } from '../../chart/chart-series.ts';
import { negated, type Segment } from '../../chart/segment.ts';
import { type MissingPart, sumSegments } from '../../chart/segment-sum.ts';
import { shiftSegments } from '../../chart/shift-segments.ts';
import type { ZoneClock } from '../../chart/zone-clock.ts';
import type { AreaSeries, StreamName } from '../chart-client.ts';

const DAY_MS = 86_400_000;
const UNIT_DAYS = { d: 1, w: 7 } as const;

/** The same area so many milliseconds of the clock on the wall ago, if that is what an entry of `compare` means. */
export function shiftOf(entry: string): number | undefined {
  const [, count, unit] = /^-(\d{1,4})([dw])$/.exec(entry) ?? [];
  if (count === undefined || (unit !== 'd' && unit !== 'w')) return undefined;
  return Number(count) * UNIT_DAYS[unit] * DAY_MS;
}

/** The one line that stands for an area: its load, its total generation, or its net import. */
export function totalOf(stream: StreamName, series: readonly AreaSeries[], eic: string): Segment[] {
  switch (stream) {
    case 'load':
      return sumOf(series, 'skip');
    case 'generation':
      return sumOf(
        series.filter(({ key }) => key.measure !== 'consumption'),
        'skip',
      );
    case 'flows':
      return sumOf(
        series.map((one) => (one.key.area.eic === eic ? negative(one) : one)),
        'gap',
      );
  }
}

function sumOf(series: readonly AreaSeries[], missing: MissingPart): Segment[] {
  return sumSegments(
    series.map(({ segments }) => segments),
    missing,
  );
}

/** A line of a comparison before it is drawn. */
export interface ComparedLine {
  readonly id: string;
  readonly label: string;
  readonly color: string;
  readonly segments: readonly Segment[];
  /** Moved so far to later, by the clock on the wall. */
  readonly shiftMs: number;
  /** Length of its dashes, CSS pixels; 0 where it is whole. */
  readonly dashPx: number;
}

/** A line as the chart draws it. */
export function lineSeries(
  { id, label, color, segments, shiftMs, dashPx }: ComparedLine,
  clock: ZoneClock,
): ChartSeries {
  return {
    id,
    label,
    color,
    mark: 'line',
    group: id,
    groupLabel: label,
    dashPx,
    segments: shiftMs === 0 ? segments : shiftSegments(segments, clock, shiftMs),
  };
}

function negative(series: AreaSeries): AreaSeries {
  return { ...series, segments: negated(series.segments) };
}
