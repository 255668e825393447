import type { ChartFrame, FrameCurve } from './chart-frame.ts';
import { pixelScale } from './pixel-scale.ts';
import type { ColumnSpans } from './stroke-columns.ts';

const LINE_PX = 1.75;
/** Thinner, so that it shows only where it parts from the line above it. */
const LINE_BELOW_PX = 1.25;

/** Every other stretch of so many columns of a line, counted from the epoch: dashes move with what is drawn. */
function dashed({ top, bottom }: ColumnSpans, length: number, first: number): ColumnSpans {
  const kept = top.map((y, place) => (Math.floor((first + place) / length) % 2 === 0 ? y : Number.NaN));
  return { top: kept, bottom };
}

/** What a line covers: in each column its envelope, the way to its neighbours, and its own thickness around that. */
export function lineSpans(frame: ChartFrame, curve: FrameCurve): ColumnSpans {
  const { series, low, high, first, last, joined } = curve;
  const { isBelow, dashPx = 0 } = series;
  const { zero, perMegawatt } = pixelScale(frame);
  const half = ((isBelow ? LINE_BELOW_PX : LINE_PX) * frame.pixelRatio) / 2;
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
  const line = reach === 0 ? { top, bottom } : widened({ top, bottom }, reach);
  return dashPx > 0 ? dashed(line, dashPx * frame.pixelRatio, frame.grid.first) : line;
}

/** What the light fill of an area covers: from its line down to zero. */
export function areaSpans(frame: ChartFrame, { high }: FrameCurve): ColumnSpans {
  const { zero, perMegawatt } = pixelScale(frame);
  const outer = high.map((megawatts) => zero - megawatts * perMegawatt);
  return {
    top: outer.map((y) => Math.min(y, zero)),
    bottom: outer.map((y) => Math.max(y, zero)),
  };
}

/** What each column and so many beside it on both sides cover together. Columns without anything stay so. */
function widened({ top, bottom }: ColumnSpans, reach: number): ColumnSpans {
  const wide = { top: top.slice(), bottom: bottom.slice() };
  for (let column = 0; column < top.length; column++) {
    let highest = top[column] ?? Number.NaN;
    let lowest = bottom[column] ?? Number.NaN;
    for (let other = column - reach; other <= column + reach; other++) {
      const itsTop = top[other] ?? Number.NaN;
      const itsBottom = bottom[other] ?? Number.NaN;
      // False where either has nothing.
      if (itsTop < highest) highest = itsTop;
      if (itsBottom > lowest) lowest = itsBottom;
    }
    wide.top[column] = highest;
    wide.bottom[column] = lowest;
  }
  return wide;
}
