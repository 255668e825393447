import type { PlotLayout } from '../chart/plot-layout.ts';

/** Lays an element over the plot. Through the CSSOM: a strict content security policy blocks style attributes. */
export function placeBox(element: HTMLElement, { left, top, width, height }: PlotLayout): void {
  for (const [property, pixels] of Object.entries({ left, top, width, height })) {
    element.style.setProperty(property, `${pixels}px`);
  }
}
