import type { Context2D } from './painter.ts';

const SPACING_PX = 7;

/** Hatches a stretch of the plot at 45°. All stretches share one raster, so neighbours match. */
export function paintHatch(
  context: Context2D,
  area: { left: number; right: number; height: number },
  style: { color: string; pixelRatio: number },
): void {
  const left = Math.max(0, area.left);
  // A gap of a pixel or more stays visible however thin it is.
  const width = Math.max(style.pixelRatio, area.right - left);
  const spacing = SPACING_PX * style.pixelRatio;
  context.save();
  context.beginPath();
  context.rect(left, 0, width, area.height);
  context.clip();
  context.beginPath();
  for (let x = Math.floor(left / spacing) * spacing; x < left + width + area.height; x += spacing) {
    context.moveTo(x, 0);
    context.lineTo(x - area.height, area.height);
  }
  context.strokeStyle = style.color;
  context.lineWidth = style.pixelRatio;
  context.stroke();
  context.restore();
}
