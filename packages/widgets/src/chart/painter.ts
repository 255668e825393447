import { bandPattern, PATTERN_PX } from './band-patterns.ts';
import type { ChartFrame } from './chart-frame.ts';
import { paintHatch } from './paint-hatch.ts';
import { type ColumnsLayer, type PlotPalette, type PlotPicture, plotPicture } from './plot-picture.ts';
import type { ColumnRun, repaintedColumns } from './repainted-columns.ts';
import { strokeColumns } from './stroke-columns.ts';
import { tilePattern } from './tile-pattern.ts';

/** A 2D context of a canvas on the page or off it. */
export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints a frame on a canvas whose size is the frame's plot in device pixels. */
export function paintFrame(context: Context2D, frame: ChartFrame, palette: PlotPalette): void {
  paintAll(context, plotPicture(frame, palette));
}

/**
 * Paints one frame after the other on a canvas that nobody else paints on. What is there already, here or elsewhere, is
 * kept or moved; only columns that look otherwise are painted. The canvas then is as {@link paintFrame} would leave it,
 * to the pixel.
 */
export class Painter {
  readonly #context: Context2D;
  #painted: PlotPicture | undefined;

  constructor(context: Context2D) {
    this.#context = context;
  }

  /**
   * Paints a frame.
   *
   * @param changeOf what tells how a picture becomes another one; without it all is painted
   */
  paint(frame: ChartFrame, palette: PlotPalette, changeOf?: typeof repaintedColumns): void {
    const { width, height } = this.#context.canvas;
    // A plot that the page leaves no height has no pixels: to move those of such a canvas is an error.
    if (width === 0 || height === 0) {
      this.forget();
      return;
    }
    const picture = plotPicture(frame, palette);
    const change = this.#painted && changeOf?.(this.#painted, picture);
    // What fails half way is no picture to go on from.
    this.#painted = undefined;
    if (change) {
      if (change.moved !== 0) move(this.#context, -change.moved);
      for (const run of change.runs) paintColumns(this.#context, picture, run);
    } else paintAll(this.#context, picture);
    this.#painted = picture;
  }

  /** The canvas has lost what was on it: the next frame is painted anew. */
  forget(): void {
    this.#painted = undefined;
  }
}

/** Moves what is on a canvas to the right; what is left free is transparent. */
function move(context: Context2D, pixels: number): void {
  context.globalCompositeOperation = 'copy';
  context.drawImage(context.canvas, pixels, 0);
  context.globalCompositeOperation = 'source-over';
}

function paintAll(context: Context2D, picture: PlotPicture): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = false;
  paintColumns(context, picture, { from: 0, to: picture.width });
}

/** Nothing that is painted reaches from one column into another. */
function paintColumns(context: Context2D, picture: PlotPicture, { from, to }: ColumnRun): void {
  const { height, pixelRatio, layers, grid } = picture;
  context.clearRect(from, 0, to - from, height);
  for (const layer of layers) {
    switch (layer.kind) {
      case 'rule':
        context.fillStyle = layer.color;
        context.fillRect(from, layer.y, to - from, layer.size);
        break;
      case 'hatch': {
        const within = layer.spans.filter((span) => span.to > from && span.from < to);
        const areas = within.map((span) => ({
          left: Math.max(span.from, from),
          right: Math.min(span.to, to),
          height,
          origin: -grid.first,
        }));
        paintHatch(context, areas, { color: layer.color, pixelRatio });
        break;
      }
      case 'columns':
        context.globalAlpha = layer.opacity;
        strokeColumns(context, layer.spans, { color: inkOf(context, picture, layer), from, to });
        context.globalAlpha = 1;
    }
  }
}

function inkOf(
  context: Context2D,
  { grid, pixelRatio }: PlotPicture,
  { color, pattern }: ColumnsLayer,
): string | CanvasPattern {
  if (pattern === undefined) return color;
  const tile = { side: PATTERN_PX, strokes: bandPattern(pattern), color, pixelRatio };
  return tilePattern(context, tile, -grid.first) ?? 'transparent';
}
