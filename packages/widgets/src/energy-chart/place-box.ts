import type { PlotLayout } from '../chart/plot-layout.ts';

/**
 * Lays an element over the plot, and says in the custom properties `--_left` … `--_height` which share of the box that
 * is: on paper the box has another size. Through the CSSOM: a strict content security policy blocks style attributes.
 */
export function placeBox({ style }: HTMLElement, layout: PlotLayout): void {
  const { left, top, width, height, boxWidth, boxHeight } = layout;
  for (const [property, pixels, whole] of [
    ['left', left, boxWidth],
    ['top', top, boxHeight],
    ['width', width, boxWidth],
    ['height', height, boxHeight],
  ] as const) {
    style.setProperty(property, `${pixels}px`);
    style.setProperty(`--_${property}`, `${(100 * pixels) / (whole || 1)}%`);
  }
}
