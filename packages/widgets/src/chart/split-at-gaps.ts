import { type Segment, sliceSegment } from './segment.ts';
import { valueRuns } from './value-runs.ts';

/** The same values without the gaps among them: every stretch of values is a segment of its own. Shares their memory. */
export function splitAtGaps(segments: readonly Segment[]): Segment[] {
  return segments.flatMap((segment) =>
    valueRuns(segment.megawatts).map(({ from, to }) => sliceSegment(segment, from, to)),
  );
}
