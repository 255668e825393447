import type { Picture } from './picture.ts';

/** A picture as SVG: text is text, the plot an image of twice the resolution. */
export function pictureSvg({ width, height, background, plot, texts, swatches }: Picture): string {
  const size = `width="${width}" height="${height}"`;
  const image = [
    `<image x="${plot.x}" y="${plot.y}" width="${plot.canvas.width / 2}" height="${plot.canvas.height / 2}"`,
    ` href="${plot.canvas.toDataURL('image/png')}"/>`,
  ].join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">`,
    `<rect ${size} fill="${background}"/>`,
    image,
    ...swatches.map(
      ({ x, y, color }) => `<rect x="${x}" y="${y}" width="10" height="10" rx="2" fill="${color}"/>`,
    ),
    ...texts.map(
      ({ text, x, y, size: fontSize, weight, color, anchor }) =>
        `<text x="${x}" y="${y}" font-size="${fontSize}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${escaped(text)}</text>`,
    ),
    '</svg>',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
