import type { ChartFrame, FrameCurve } from './chart-frame.ts';
import type { Context2D } from './painter.ts';
import { pixelScale } from './pixel-scale.ts';
import { type ColumnSpans, strokeColumns } from './stroke-columns.ts';

const LINE_PX = 1.75;
/** Thinner, so that it shows only where it parts from the line above it. */
const DASHED_LINE_PX = 1.25;
const AREA_OPACITY = 0.13;
/** Length of a dash, and of the space after it. */
const DASH_PX = 5;

/** Draws a line through the envelope of each column, and for an area a light fill down to zero. */
export function paintCurve(context: Context2D, frame: ChartFrame, curve: FrameCurve): void {
  const { color, mark, isDashed } = curve.series;
  if (mark === 'area') {
    context.globalAlpha = AREA_OPACITY;
    strokeColumns(context, areaSpans(frame, curve), color);
    context.globalAlpha = 1;
  }
  const line = lineSpans(frame, curve);
  strokeColumns(context, isDashed ? dashed(line, DASH_PX * frame.pixelRatio) : line, color);
}

/** Every other stretch of so many columns of a line. */
function dashed({ top, bottom }: ColumnSpans, length: number): ColumnSpans {
  const kept = top.map((y, column) => (Math.floor(column / length) % 2 === 0 ? y : Number.NaN));
  return { top: kept, bottom };
}

/** What a line covers: in each column its envelope, the way to its neighbours, and its own thickness around that. */
function lineSpans(frame: ChartFrame, { series, low, high, first, last, joined }: FrameCurve): ColumnSpans {
  const { zero, perMegawatt } = pixelScale(frame);
  const half = ((series.isDashed ? DASHED_LINE_PX : LINE_PX) * frame.pixelRatio) / 2;
  const count = low.length;
  const top = new Float64Array(count);
  const bottom = new Float64Array(count);
  for (let column = 0; column < count; column++) {
    let least = low[column] ?? Number.NaN;
    let most = high[column] ?? Number.NaN;
    if (joined[column]) {
      const before = last[column - 1] ?? least;
      if (before < least) least = before;
      else if (before > most) most = before;
    }
    if (joined[column + 1]) {
      const after = first[column + 1] ?? least;
      if (after < least) least = after;
      else if (after > most) most = after;
    }
    top[column] = zero - most * perMegawatt - half;
    bottom[column] = zero - least * perMegawatt + half;
  }
  // A step already takes two columns, one on each side of it. On a dense screen it must take more.
  const reach = Math.max(0, Math.round(half) - 1);
  return { top: widened(top, reach, Math.min), bottom: widened(bottom, reach, Math.max) };
}

function areaSpans(frame: ChartFrame, { high }: FrameCurve): ColumnSpans {
  const { zero, perMegawatt } = pixelScale(frame);
  const outer = high.map((megawatts) => zero - megawatts * perMegawatt);
  return {
    top: outer.map((y) => Math.min(y, zero)),
    bottom: outer.map((y) => Math.max(y, zero)),
  };
}

/** The extreme of each value and so many neighbours on both sides; NaN stays, and is no neighbour. */
function widened(
  values: Float64Array,
  reach: number,
  extreme: (a: number, b: number) => number,
): Float64Array {
  if (reach === 0) return values;
  const wide = values.slice();
  for (let column = 0; column < values.length; column++) {
    const value = values[column] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    for (
      let other = Math.max(0, column - reach);
      other <= Math.min(values.length - 1, column + reach);
      other++
    ) {
      const known = wide[other] ?? Number.NaN;
      if (!Number.isNaN(known)) wide[other] = extreme(known, value);
    }
  }
  return wide;
}
