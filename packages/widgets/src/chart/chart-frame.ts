import type { ChartSeries } from './chart-series.ts';
import { alignedGrid, type ColumnGrid, gridSpan } from './column-grid.ts';
import { divergingStack, type StackedBand } from './diverging-stack.ts';
import type { EnvelopeColumns } from './envelope-columns.ts';
import type { GapIndex, Gaps } from './gap-index.ts';
import { type PowerUnit, powerUnitFor } from './power-unit.ts';
import type { PyramidStore } from './pyramid-store.ts';
import type { TimeSpan } from './time-span.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

/** What a frame is made from. */
export interface FrameInput {
  readonly series: readonly ChartSeries[];
  /** Where the data of the series is kept ready to be drawn. */
  readonly pyramids: PyramidStore;
  /** The gaps of the series, or of those that they are sums of. */
  readonly gapIndex: GapIndex;
  /** The stretch of time that has been looked at: what is not known before or after it is not a gap. */
  readonly loaded: TimeSpan;
  /** What is to be seen. */
  readonly range: TimeSpan;
  /** Size of the plot in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
  readonly valueTickCount: number;
  /** Whether bands have patterns beside their colours. */
  readonly hasPatterns: boolean;
}

/** Everything a painter needs to draw a chart once: data reduced to pixel columns, and the scales. */
export interface ChartFrame extends FrameInput {
  /** The columns that the plot has, and what its width stands for: the range, and up to a column on either side of it. */
  readonly grid: ColumnGrid;
  readonly axis: TimeSpan;
  readonly unit: PowerUnit;
  readonly scale: ValueScale;
  /** From zero outwards. */
  readonly bands: readonly FrameBand[];
  readonly curves: readonly FrameCurve[];
  readonly gaps: Gaps;
}

export interface FrameBand extends StackedBand {
  readonly series: ChartSeries;
}

export interface FrameCurve extends EnvelopeColumns {
  readonly series: ChartSeries;
}

/** Reduces the data to the pixels it will be seen on. What that costs does not depend on how much data there is. */
export function chartFrame(input: FrameInput): ChartFrame {
  const { series, range, pyramids, loaded } = input;
  const grid = alignedGrid(range, Math.max(1, Math.round(input.width * input.pixelRatio)));
  const bandSeries = series.filter((one) => one.mark === 'band');
  const stacked = divergingStack(bandSeries.map((one) => pyramids.meansOf(one, grid, range)));
  const bands = bandSeries.flatMap((one, i) => (stacked[i] ? [{ ...stacked[i], series: one }] : []));
  const curves = series
    .filter(({ mark }) => mark === 'area' || mark === 'line')
    .map((one) => ({ ...pyramids.envelopeOf(one, grid, range), series: one }));
  const extent = extentOf([
    ...bands.map((band) => band.outer),
    ...curves.flatMap((curve) => [curve.low, curve.high]),
  ]);
  const unit = powerUnitFor(Math.max(extent.high, -extent.low));
  const scale = valueScale(extent, unit, input.valueTickCount);
  return {
    ...input,
    grid,
    axis: gridSpan(grid),
    unit,
    scale,
    bands,
    curves,
    gaps: input.gapIndex.within({
      from: Math.max(range.from, loaded.from),
      to: Math.min(range.to, loaded.to),
    }),
  };
}

/** The time axis of a plot. */
export interface TimeAxis extends Pick<FrameInput, 'range' | 'width'> {
  /** What its width stands for; the range unless given. */
  readonly axis?: TimeSpan;
}

/** Distance from the plot's left edge, CSS pixels. */
export function xOf({ range, axis: { from, to } = range, width }: TimeAxis, time: number): number {
  return ((time - from) / (to - from)) * width;
}

/** The time at a distance from the plot's left edge, epoch milliseconds. */
export function timeAt({ range, axis: { from, to } = range, width }: TimeAxis, x: number): number {
  return from + (x / width) * (to - from);
}

/** Distance from the plot's top edge, CSS pixels. */
export function yOf(frame: ChartFrame, megawatts: number): number {
  const { low, high } = frame.scale;
  return ((high - megawatts) / (high - low)) * frame.height;
}

function extentOf(columns: readonly Float64Array[]): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const values of columns) {
    for (const value of values) {
      if (value < low) low = value;
      else if (value > high) high = value;
    }
  }
  return { low, high };
}
