/** Side of the square that patterns are drawn in and repeat by, in CSS pixels. */
export const PATTERN_PX = 8;

/** Strokes in that square, as SVG path data; bands of a stack take them in turn. */
const PATTERNS = [
  'M-2 10 10-2M-2 2 2-2M6 10 10 6',
  'M0 4H8',
  'M-2-2 10 10M6-2 10 2M-2 6 2 10',
  'M4 0V8',
  'M4 3V5M3 4H5',
  'M0 4H8M4 0V8',
  '',
] as const;

/** The pattern of the n-th band as SVG path data. */
export function bandPattern(index: number): string {
  return PATTERNS[index % PATTERNS.length] ?? '';
}
