import type { BorderPlace } from './europe.ts';

/** Megawatts that a shaft of {@link FULL_WIDTH_PX} stands for. */
const FULL_MEGAWATTS = 5_000;
const FULL_WIDTH_PX = 9;
/** So little is still a line. */
const LEAST_WIDTH_PX = 1;
/** How far the head reaches past the shaft on each side, and how long it is beside its half width. */
const HEAD_PX = 3;
const LENGTH_PX = 19;
/** Of a cable the arrow covers so much at most, and it is so many times as long as others at most. */
const CABLE_SHARE = 0.7;
const LONGEST = 2.4;

/** Width of the shaft for a flow, in CSS pixels: in proportion to it. */
export function shaftWidth(megawatts: number): number {
  return Math.max(LEAST_WIDTH_PX, (megawatts / FULL_MEGAWATTS) * FULL_WIDTH_PX);
}

/** How large arrows are drawn at a scale of the map: on a small one they would cover it. */
export function arrowSize(scale: number): number {
  return Math.min(1.15, Math.max(0.5, 0.35 + scale * 0.8));
}

/**
 * An arrow that points to the right, its middle at 0,0, as SVG path data in CSS pixels.
 *
 * @param length of the whole; the head takes what it needs of it
 */
export function arrowPath(megawatts: number, length = LENGTH_PX): string {
  const shaft = shaftWidth(megawatts) / 2;
  const head = shaft + HEAD_PX;
  const whole = Math.max(length, head * 1.6);
  const [tail, neck, tip] = [-whole / 2, whole / 2 - head, whole / 2].map(round);
  const [half, wide] = [round(shaft), round(head)];
  return `M${tail} ${-half}H${neck}V${-wide}L${tip} 0L${neck} ${wide}V${half}H${tail}z`;
}

/** The length of an arrow over a border, in CSS pixels before its own size: longer over wide water. */
export function arrowLength({ water }: BorderPlace, scale: number): number {
  const seen = (water * scale * CABLE_SHARE) / arrowSize(scale);
  return Math.min(LONGEST * LENGTH_PX, Math.max(LENGTH_PX, seen));
}

/** Where an arrow goes: SVG transform in units of the map. */
export function arrowTransform({ x, y, angle }: BorderPlace, scale: number): string {
  return `translate(${x} ${y}) rotate(${round((angle * 180) / Math.PI)}) scale(${round(arrowSize(scale) / scale)})`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
