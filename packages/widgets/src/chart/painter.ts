import { type ChartFrame, xOf, yOf } from './chart-frame.ts';
import { paintBands } from './paint-bands.ts';
import { paintCurve } from './paint-curve.ts';
import { paintHatch } from './paint-hatch.ts';
import { joinCloserThan } from './time-span.ts';

/** A 2D context of a canvas on the page or off it. */
export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The theme's colours that a plot needs, as a canvas understands them. */
export interface PlotPalette {
  readonly surface: string;
  readonly grid: string;
  readonly hatch: string;
  readonly zero: string;
}

/** Paints a frame on a canvas whose size is the frame's plot in device pixels. */
export function paintFrame(context: Context2D, frame: ChartFrame, palette: PlotPalette): void {
  const { width, height, pixelRatio } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width * pixelRatio, height * pixelRatio);
  paintGrid(context, frame, palette);
  const pixelMs = (frame.range.to - frame.range.from) / (width * pixelRatio);
  const { missing, partial } = frame.gaps;
  // Gaps by the thousand, each below a pixel, are one patch to the eye.
  for (const span of [missing, partial].flatMap((spans) => joinCloserThan(spans, pixelMs))) {
    const left = xOf(frame, span.from) * pixelRatio;
    const right = xOf(frame, span.to) * pixelRatio;
    paintHatch(context, { left, right, height: height * pixelRatio }, { color: palette.hatch, pixelRatio });
  }
  paintBands(context, frame, palette.surface);
  paintRule(context, frame, { megawatts: 0, color: palette.zero });
  // Over the zero line: a value of zero must be seen.
  const [dashed, whole] = [true, false].map((kind) =>
    frame.curves.filter(({ series }) => (series.isDashed ?? false) === kind),
  );
  for (const curve of [...(dashed ?? []), ...(whole ?? [])]) paintCurve(context, frame, curve);
}

function paintGrid(context: Context2D, frame: ChartFrame, palette: PlotPalette): void {
  for (const megawatts of frame.scale.ticks) {
    if (megawatts !== 0) paintRule(context, frame, { megawatts, color: palette.grid });
  }
}

/** A horizontal hairline, on whole device pixels so that it is sharp. */
function paintRule(context: Context2D, frame: ChartFrame, rule: { megawatts: number; color: string }): void {
  const thickness = Math.max(1, Math.round(frame.pixelRatio));
  const y = Math.round(yOf(frame, rule.megawatts) * frame.pixelRatio - thickness / 2);
  context.fillStyle = rule.color;
  context.fillRect(
    0,
    Math.min(y, frame.height * frame.pixelRatio - thickness),
    frame.width * frame.pixelRatio,
    thickness,
  );
}
