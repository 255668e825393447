import { WHOLE_ROWS } from './whole-rows.ts';

/** Rows beyond the edges that are rendered too, so that fast scrolling shows no holes. */
const SPARE_ROWS = 10;

/** A part `[first, end)` of the rows of a list. */
export interface RowSlice {
  readonly first: number;
  readonly end: number;
}

/** Where a list of equally high rows is scrolled to, in CSS pixels. */
export interface ScrollPlace {
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly viewHeight: number;
}

/** The rows to render of a list that is scrolled to a place: all of a short one, else those seen and some around them. */
export function rowSlice(count: number, { rowHeight, scrollTop, viewHeight }: ScrollPlace): RowSlice {
  if (count <= WHOLE_ROWS) return { first: 0, end: count };
  const last = Math.max(0, count - Math.ceil(viewHeight / rowHeight));
  const top = Math.min(last, Math.max(0, Math.floor(scrollTop / rowHeight)));
  const seen = Math.ceil(viewHeight / rowHeight) + 1;
  return { first: Math.max(0, top - SPARE_ROWS), end: Math.min(count, top + seen + SPARE_ROWS) };
}
