/** Least distance of two labels, in pixels. */
export const LABEL_GAP_PX = 10;

/** Width of a digit at the axis' 12 px; letters differ, but not by more than the gap between labels forgives. */
const CHARACTER_PX = 6.8;

/** About how wide a text is on the axis, in pixels. Measuring would cost a reflow a frame. */
export function widthOf(text: string): number {
  return text.length * CHARACTER_PX;
}

/** A label with the place of its left edge. */
export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
}

/** A row of labels, placed from left to right, none over another. */
export class LabelRow {
  readonly #right: number;
  #taken = 0;

  /** @param right where the row ends, in pixels from its left edge */
  constructor(right: number) {
    this.#right = right;
  }

  /** A label centred on `x`, moved inwards at the edges of the row; undefined where there is no room. */
  place(text: string, x: number): PlacedLabel | undefined {
    const width = widthOf(text);
    const left = Math.min(Math.max(0, x - width / 2), this.#right - width);
    // Moved further than its own half it would stand at another time.
    if (left < this.#taken || Math.abs(left + width / 2 - x) > width / 2) return undefined;
    this.#taken = left + width + LABEL_GAP_PX;
    return { text, x: left };
  }
}
