/** Longer lists than this are rendered only where they are seen. */
export const WHOLE_ROWS = 200;
