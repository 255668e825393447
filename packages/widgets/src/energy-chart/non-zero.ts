import type { Segment } from '../chart/segment.ts';

/** Whether a series has any value other than zero: a type that never runs would only fill the legend. */
export function isEverNonZero({ segments }: { readonly segments: readonly Segment[] }): boolean {
  return segments.some(({ megawatts }) => megawatts.some((value) => value !== 0 && !Number.isNaN(value)));
}
