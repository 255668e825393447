import { fontOf, PICTURE_RATIO, type Picture } from './picture.ts';

/**
 * A picture as PNG at twice the resolution. Drawn piece by piece and not from its SVG: a strict content
 * security policy lets no page load that as an image.
 */
export function picturePng({ width, height, background, plot, texts, swatches }: Picture): Promise<Blob> {
  const canvas = new OffscreenCanvas(width * PICTURE_RATIO, height * PICTURE_RATIO);
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(PICTURE_RATIO, PICTURE_RATIO);
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
    const [plotWidth, plotHeight] = [plot.canvas.width / PICTURE_RATIO, plot.canvas.height / PICTURE_RATIO];
    context.drawImage(plot.canvas, plot.x, plot.y, plotWidth, plotHeight);
    for (const { x, y, color } of swatches) {
      context.fillStyle = color;
      context.fillRect(x, y, 10, 10);
    }
    for (const text of texts) {
      context.font = fontOf(text);
      context.fillStyle = text.color;
      context.textAlign = text.anchor;
      context.fillText(text.text, text.x, text.y);
    }
  }
  return canvas.convertToBlob({ type: 'image/png' });
}
