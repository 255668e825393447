import { CORE } from './gen/europe-data.ts';

/** The part of the map that is seen, in its units. */
export interface MapWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** CSS pixels per unit. */
  readonly scale: number;
}

/** What fits a box of CSS pixels: always every country, and where the box is wider the land around them. */
export function mapWindow(boxWidth: number, boxHeight: number): MapWindow {
  const scale = Math.max(0.01, Math.min(boxWidth / CORE.width, boxHeight / CORE.height));
  const width = Math.min(boxWidth / scale, CORE.width + 2 * CORE.margin);
  const height = boxHeight / scale;
  return { x: (CORE.width - width) / 2, y: (CORE.height - height) / 2, width, height, scale };
}
