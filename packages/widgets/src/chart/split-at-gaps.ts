import { type Segment, sliceSegment } from './segment.ts';

/** The same values without the gaps among them: every stretch of values is a segment of its own. Shares their memory. */
export function splitAtGaps(segments: readonly Segment[]): Segment[] {
  return segments.flatMap((segment) => {
    const { megawatts } = segment;
    const parts: Segment[] = [];
    let from = 0;
    for (let i = 0; i <= megawatts.length; i++) {
      if (i < megawatts.length && !Number.isNaN(megawatts[i])) continue;
      if (i > from) parts.push(sliceSegment(segment, from, i));
      from = i + 1;
    }
    return parts;
  });
}
