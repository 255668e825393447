import type { PlotLayout } from '../../chart/plot-layout.ts';

const CURSOR_DISTANCE_PX = 12;

/** Puts the tooltip beside the cursor, on the side where there is room. */
export function placeTooltip(tooltip: HTMLElement, layout: PlotLayout, cursorX: number): void {
  const x = layout.left + cursorX;
  const end = layout.left + layout.width;
  const { offsetWidth } = tooltip;
  const right = x + CURSOR_DISTANCE_PX;
  const wanted = right + offsetWidth <= end ? right : x - CURSOR_DISTANCE_PX - offsetWidth;
  const left = Math.max(0, Math.min(wanted, end - offsetWidth));
  tooltip.style.setProperty('transform', `translateX(${Math.round(left)}px)`);
}
