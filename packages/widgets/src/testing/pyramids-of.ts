import { PyramidStore } from '../chart/pyramid-store.ts';
import type { Segment } from '../chart/segment.ts';
import type { SegmentPyramid } from '../chart/segment-pyramid.ts';

/** The pyramids of segments that no chart has seen before. */
export function pyramidsOf(segments: readonly Segment[]): readonly SegmentPyramid[] {
  return new PyramidStore().of({ id: '', segments });
}
