import type { Context2D } from './painter.ts';
import { tilePattern } from './tile-pattern.ts';

const SPACING_PX = 7;
const STROKES = 'M-2 9 9-2M-1 1 1-1M6 8 8 6';

/** What is hatched, in device pixels. */
export interface HatchedArea {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** Where the hatching begins: what moves takes its hatching along. */
  readonly origin?: number;
}

/** Hatches stretches of the plot at 45°. All stretches share one raster, so neighbours match. */
export function paintHatch(
  context: Context2D,
  areas: readonly HatchedArea[],
  { color, pixelRatio }: { color: string; pixelRatio: number },
): void {
  const [first] = areas;
  const pattern =
    first && tilePattern(context, { side: SPACING_PX, strokes: STROKES, color, pixelRatio }, first.origin);
  if (!pattern) return;
  context.fillStyle = pattern;
  for (const { left, right, height } of areas) context.fillRect(left, 0, right - left, height);
}
