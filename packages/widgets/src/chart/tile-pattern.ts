import type { Context2D } from './painter.ts';

/** A square that is painted over and over. */
export interface Tile {
  /** Side in the units of its strokes; it becomes a whole number of device pixels. */
  readonly side: number;
  /** SVG path data. */
  readonly strokes: string;
  readonly color: string;
  readonly pixelRatio: number;
}

/** A pattern that repeats a tile, and begins with a whole one at so many device pixels from the canvas' left edge. */
export function tilePattern(
  context: Context2D,
  { side, strokes, color, pixelRatio }: Tile,
  left = 0,
): CanvasPattern | undefined {
  const pixels = Math.max(1, Math.round(side * pixelRatio));
  const tile = new OffscreenCanvas(pixels, pixels).getContext('2d');
  if (!tile) return undefined;
  tile.scale(pixels / side, pixels / side);
  tile.strokeStyle = color;
  tile.stroke(new Path2D(strokes));
  const pattern = context.createPattern(tile.canvas, 'repeat') ?? undefined;
  pattern?.setTransform(new DOMMatrix().translate(((left % pixels) + pixels) % pixels));
  return pattern;
}
