import { type BarFrame, barY } from './bar-frame.ts';
import { xOf } from './chart-frame.ts';
import { paintHatch } from './paint-hatch.ts';
import type { Context2D } from './painter.ts';
import type { PlotPalette } from './plot-picture.ts';
import { uncoveredSpans } from './time-span.ts';

/** The colours that bars need beside those of any plot. */
export interface BarPalette extends PlotPalette {
  readonly bar: string;
  /** Of what is above the limit, and of the limit itself. */
  readonly above: string;
  readonly line: string;
}

/** Share of a bar's time that stays free beside it, on wide bars. */
const GAP_SHARE = 0.12;
const THINNEST_GAP_PX = 0.5;
const DASH_PX = 5;
/** How strongly a bar is drawn of whose time only a part is known. */
const INCOMPLETE_ALPHA = 0.45;

/** Paints bars on a canvas whose size is the frame's plot in device pixels. */
export function paintBars(context: Context2D, frame: BarFrame, palette: BarPalette): void {
  const { width, height, pixelRatio, known, range } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width * pixelRatio, height * pixelRatio);
  for (const tick of frame.scale.ticks) if (tick !== 0) paintRule(context, frame, tick, palette.grid);
  const looked = { from: Math.max(range.from, known.from), to: Math.min(range.to, known.to) };
  const gaps = looked.from < looked.to ? uncoveredSpans(frame.bars, looked) : [];
  const hatched = gaps.map(({ from, to }) => {
    const left = xOf(frame, from) * pixelRatio;
    // A gap of a pixel or more stays visible however thin it is.
    return {
      left,
      right: Math.max(left + pixelRatio, xOf(frame, to) * pixelRatio),
      height: height * pixelRatio,
    };
  });
  paintHatch(context, hatched, { color: palette.hatch, pixelRatio });
  for (const bar of frame.bars) paintBar(context, frame, bar, palette);
  paintRule(context, frame, 0, palette.zero);
  if (frame.limit !== undefined) paintLimit(context, frame, frame.limit, palette.above);
  paintLine(context, frame, palette.line);
}

function paintBar(
  context: Context2D,
  frame: BarFrame,
  { from, to, value, above, coverage }: BarFrame['bars'][number],
  palette: BarPalette,
): void {
  const { pixelRatio } = frame;
  const [start, end] = [xOf(frame, from), xOf(frame, to)];
  const gap = Math.max(THINNEST_GAP_PX, (end - start) * GAP_SHARE) / 2;
  const left = Math.round((start + gap) * pixelRatio);
  // A bar stays visible however thin it is.
  const width = Math.max(1, Math.round((end - gap) * pixelRatio) - left);
  // Either end may be the upper one: what was sent back goes from zero down.
  const fill = (from: number, to: number, color: string) => {
    const ends = [from, to].map((end) => Math.round(barY(frame, end) * pixelRatio));
    const top = Math.min(...ends);
    context.fillStyle = color;
    context.fillRect(left, top, width, Math.max(1, Math.max(...ends) - top));
  };
  context.globalAlpha = coverage < 1 ? INCOMPLETE_ALPHA : 1;
  fill(0, value - above, palette.bar);
  if (above > 0) fill(value - above, value, palette.above);
  context.globalAlpha = 1;
  if (coverage >= 1) return;
  // Incomplete is said by more than a fainter colour.
  context.strokeStyle = above > 0 ? palette.above : palette.bar;
  context.lineWidth = pixelRatio;
  context.setLineDash([2 * pixelRatio, 2 * pixelRatio]);
  const top = Math.round(barY(frame, value) * pixelRatio) + pixelRatio / 2;
  context.strokeRect(
    left + pixelRatio / 2,
    top,
    Math.max(0, width - pixelRatio),
    Math.round(barY(frame, 0) * pixelRatio) - top,
  );
  context.setLineDash([]);
}

function paintLimit(context: Context2D, frame: BarFrame, limit: number, color: string): void {
  const { pixelRatio } = frame;
  const thickness = Math.max(1, Math.round(1.5 * pixelRatio));
  // On whole device pixels, so that it is sharp.
  const y = Math.round(barY(frame, limit) * pixelRatio) + (thickness % 2) / 2;
  context.strokeStyle = color;
  context.lineWidth = thickness;
  context.setLineDash([DASH_PX * pixelRatio, DASH_PX * pixelRatio]);
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(frame.width * pixelRatio, y);
  context.stroke();
  context.setLineDash([]);
}

/** Steps as long as their stretches; a stretch that is not known breaks the line. */
function paintLine(context: Context2D, frame: BarFrame, color: string): void {
  const { pixelRatio } = frame;
  context.strokeStyle = color;
  context.lineWidth = 2 * pixelRatio;
  context.lineJoin = 'round';
  context.beginPath();
  let end: number | undefined;
  for (const { from, to, value } of frame.line) {
    const y = barY(frame, value) * pixelRatio;
    if (from === end) context.lineTo(xOf(frame, from) * pixelRatio, y);
    else context.moveTo(xOf(frame, from) * pixelRatio, y);
    context.lineTo(xOf(frame, to) * pixelRatio, y);
    end = to;
  }
  context.stroke();
}

function paintRule(context: Context2D, frame: BarFrame, value: number, color: string): void {
  const thickness = Math.max(1, Math.round(frame.pixelRatio));
  const bottom = frame.height * frame.pixelRatio - thickness;
  const y = Math.round(barY(frame, value) * frame.pixelRatio - thickness / 2);
  context.fillStyle = color;
  context.fillRect(0, Math.min(y, bottom), frame.width * frame.pixelRatio, thickness);
}
