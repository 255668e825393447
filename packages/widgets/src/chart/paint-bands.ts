import { bandPattern, PATTERN_PX } from './band-patterns.ts';
import type { ChartFrame, FrameBand } from './chart-frame.ts';
import type { Context2D } from './painter.ts';
import { type PixelScale, pixelScale } from './pixel-scale.ts';
import { type ColumnSpans, strokeColumns } from './stroke-columns.ts';

/** Bands lower than this, in device pixels, get no separator: it would hide them. */
const SEPARATED_FROM_PX = 3;

/** Fills the bands of a stack and draws a separator in the surface's colour along their outer edges. */
export function paintBands(context: Context2D, frame: ChartFrame, separator: string): void {
  const scale = pixelScale(frame);
  const groups = [...new Set(frame.bands.map((band) => band.series.group))];
  for (const band of frame.bands) {
    const spans = bandSpans(band, scale);
    strokeColumns(context, spans, band.series.color);
    if (!frame.hasPatterns) continue;
    const pattern = patternOf(context, { ...frame, separator, index: groups.indexOf(band.series.group) });
    if (pattern) strokeColumns(context, spans, pattern);
  }
  for (const band of frame.bands) {
    strokeColumns(context, separatorSpans(band, scale, frame.pixelRatio), separator);
  }
}

function patternOf(
  context: Context2D,
  { index, pixelRatio, separator }: { index: number; pixelRatio: number; separator: string },
): CanvasPattern | undefined {
  const side = Math.round(PATTERN_PX * pixelRatio);
  const tile = new OffscreenCanvas(side, side).getContext('2d');
  if (!tile) return undefined;
  tile.scale(side / PATTERN_PX, side / PATTERN_PX);
  tile.strokeStyle = separator;
  tile.stroke(new Path2D(bandPattern(index)));
  return context.createPattern(tile.canvas, 'repeat') ?? undefined;
}

/** What a band fills: from its inner to its outer edge, whichever of them is higher. */
function bandSpans({ inner, outer }: FrameBand, { zero, perMegawatt }: PixelScale): ColumnSpans {
  const count = outer.length;
  const top = new Float64Array(count);
  const bottom = new Float64Array(count);
  for (let column = 0; column < count; column++) {
    const a = zero - (inner[column] ?? Number.NaN) * perMegawatt;
    const b = zero - (outer[column] ?? Number.NaN) * perMegawatt;
    top[column] = Math.min(a, b);
    bottom[column] = Math.max(a, b);
  }
  return { top, bottom };
}

/** A hairline along the outer edge of a band where it is tall enough; not up and down its steps, which would hide a noisy one. */
function separatorSpans(
  { inner, outer }: FrameBand,
  { zero, perMegawatt }: PixelScale,
  pixelRatio: number,
): ColumnSpans {
  const middle = outer.map((value, column) => {
    const height = Math.abs(value - (inner[column] ?? Number.NaN)) * perMegawatt;
    return height >= SEPARATED_FROM_PX * pixelRatio ? zero - value * perMegawatt : Number.NaN;
  });
  return {
    top: middle.map((y) => y - pixelRatio / 2),
    bottom: middle.map((y) => y + pixelRatio / 2),
  };
}
