import type { TimeSpan } from './time-span.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

/** One bar: what was measured in a stretch of time. */
export interface Bar extends TimeSpan {
  /** In the unit of all bars of the frame. */
  readonly value: number;
  /** The part of it that is above a limit; 0 where none is. */
  readonly above: number;
  /** How much of the time is known, 0 to 1. */
  readonly coverage: number;
}

/** A value that holds for a stretch of time, drawn as a step of a line. */
export interface LineStep extends TimeSpan {
  readonly value: number;
}

/** What a plot of bars is made from. */
export interface BarInput {
  /** In time order, never overlapping. */
  readonly bars: readonly Bar[];
  /** Drawn over the bars, in the same unit. */
  readonly line: readonly LineStep[];
  /** Drawn as a rule, in the same unit. */
  readonly limit: number | undefined;
  /** What the width of the plot stands for. */
  readonly range: TimeSpan;
  /** The stretch of time that has been looked at and is over: what is not known in it is a gap. */
  readonly known: TimeSpan;
  /** Size of the plot in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
  readonly valueTickCount: number;
}

/** Everything that a painter needs to draw bars once. */
export interface BarFrame extends BarInput {
  readonly scale: ValueScale;
}

/** The scale that holds every bar, the line and the limit, with the zero line. */
export function barFrame(input: BarInput): BarFrame {
  const values = [...input.bars, ...input.line].map(({ value }) => value);
  const all = input.limit === undefined ? values : [...values, input.limit];
  let low = 0;
  let high = 0;
  for (const value of all) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // The scale is the same for any unit: its megawatts are ours.
  return { ...input, scale: valueScale({ low, high }, { name: 'MW', megawatts: 1 }, input.valueTickCount) };
}

/** Distance of a value from the plot's top edge, CSS pixels. */
export function barY({ scale: { low, high }, height }: BarFrame, value: number): number {
  return ((high - value) / (high - low)) * height;
}

/** Index of the bar that holds a time, or of the nearest one; −1 where there is none. */
export function nearestBar(bars: readonly Bar[], time: number): number {
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, { from, to }] of bars.entries()) {
    const away = Math.max(0, from - time, time - to + 1);
    if (away < distance) {
      nearest = index;
      distance = away;
    }
  }
  return nearest;
}
