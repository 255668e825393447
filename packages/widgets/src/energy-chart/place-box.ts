import type { PlotLayout } from '../chart/plot-layout.ts';

/**
 * Lays an element over the plot; on paper, where the box of plot and axes has another width than `--_box`, it is scaled
 * from the corner of that box. Through the CSSOM: a strict content security policy blocks style attributes.
 */
export function placeBox({ style }: HTMLElement, layout: PlotLayout): void {
  const { left, top } = layout;
  for (const property of ['left', 'top', 'width', 'height'] as const)
    style[property] = `${layout[property]}px`;
  style.transformOrigin = `${-left}px ${-top}px`;
  style.setProperty('--_box', `${layout.boxWidth}px`);
}
