const DISTANCE_PX = 12;

/**
 * Puts the tooltip beside a country, on the side where there is room, within the map's box. One that is as wide as
 * the box stays under it.
 *
 * @param country its box on the screen
 * @param box the box that the tooltip is placed in, on the screen
 */
export function placeMapTooltip(tooltip: HTMLElement, country: DOMRect, box: DOMRect): void {
  const { offsetWidth, offsetHeight } = tooltip;
  if (offsetWidth >= box.width) {
    tooltip.style.removeProperty('transform');
    return;
  }
  const after = country.right - box.left + DISTANCE_PX;
  const before = country.left - box.left - DISTANCE_PX - offsetWidth;
  const middle = (country.top + country.bottom) / 2 - box.top - offsetHeight / 2;
  const x = clamp(after + offsetWidth <= box.width ? after : before, box.width - offsetWidth);
  const y = clamp(middle, box.height - offsetHeight);
  // By the CSSOM: a strict content security policy blocks style attributes.
  tooltip.style.setProperty('transform', `translate(${Math.round(x)}px, ${Math.round(y)}px)`);
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
