import type { ChartFrame, FrameBand } from './chart-frame.ts';
import { pixelScale } from './pixel-scale.ts';
import type { ColumnSpans } from './stroke-columns.ts';

/** Bands lower than this, in CSS pixels, go right up to their edge: nothing else would be left of them. */
const SEPARATED_FROM_PX = 3;

/**
 * What a band of a stack fills: from its inner to its outer edge, whichever of them is higher, but for a hairline below
 * the outer one, which keeps it apart from the next band.
 */
export function bandSpans(frame: ChartFrame, { inner, outer }: FrameBand): ColumnSpans {
  const { zero, perMegawatt } = pixelScale(frame);
  const separatedFrom = SEPARATED_FROM_PX * frame.pixelRatio;
  const top = new Float64Array(outer.length);
  const bottom = new Float64Array(outer.length);
  for (let column = 0; column < outer.length; column++) {
    const from = zero - (inner[column] ?? Number.NaN) * perMegawatt;
    const to = zero - (outer[column] ?? Number.NaN) * perMegawatt;
    const isUp = to < from;
    const separator = Math.abs(to - from) < separatedFrom ? 0 : frame.pixelRatio;
    top[column] = isUp ? to + separator : from;
    bottom[column] = isUp ? from : to - separator;
  }
  return { top, bottom };
}
