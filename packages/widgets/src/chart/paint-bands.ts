import { bandPattern, PATTERN_PX } from './band-patterns.ts';
import type { ChartFrame, FrameBand } from './chart-frame.ts';
import type { Context2D } from './painter.ts';
import { pixelScale } from './pixel-scale.ts';
import { type ColumnSpans, strokeColumns } from './stroke-columns.ts';

/** Bands lower than this, in CSS pixels, go right up to their edge: nothing else would be left of them. */
const SEPARATED_FROM_PX = 3;

/** Fills the bands of a stack, each up to a hairline below its outer edge, which keeps it apart from the next one. */
export function paintBands(context: Context2D, frame: ChartFrame, patternColor: string): void {
  const groups = [...new Set(frame.bands.map((band) => band.series.group))];
  for (const band of frame.bands) {
    const spans = bandSpans(frame, band);
    strokeColumns(context, spans, band.series.color);
    if (!frame.hasPatterns) continue;
    const pattern = patternOf(context, { ...frame, patternColor, index: groups.indexOf(band.series.group) });
    if (pattern) strokeColumns(context, spans, pattern);
  }
}

function patternOf(
  context: Context2D,
  { index, pixelRatio, patternColor }: { index: number; pixelRatio: number; patternColor: string },
): CanvasPattern | undefined {
  const side = Math.round(PATTERN_PX * pixelRatio);
  const tile = new OffscreenCanvas(side, side).getContext('2d');
  if (!tile) return undefined;
  tile.scale(side / PATTERN_PX, side / PATTERN_PX);
  tile.strokeStyle = patternColor;
  tile.stroke(new Path2D(bandPattern(index)));
  return context.createPattern(tile.canvas, 'repeat') ?? undefined;
}

/** What a band fills: from its inner to its outer edge, whichever of them is higher. */
function bandSpans(frame: ChartFrame, { inner, outer }: FrameBand): ColumnSpans {
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
