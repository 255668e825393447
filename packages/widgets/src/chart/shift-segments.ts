import { type Segment, segmentEnd, sliceSegment } from './segment.ts';
import type { ZoneClock } from './zone-clock.ts';

const HOUR_MS = 3_600_000;

/**
 * Values moved in time so that each stands where the clock reads as much later: 14:00 a week ago at 14:00
 * today, also where the clock has changed in between. An hour that one of the two days has and the other
 * has not is left out, or a gap. Buckets longer than that hour all move by the same time, and stay side by side.
 */
export function shiftSegments(segments: readonly Segment[], clock: ZoneClock, byLocalMs: number): Segment[] {
  const shifted: Segment[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    for (const part of partsOfOneOffset(segment, clock, byLocalMs)) {
      const late = Math.max(0, Math.ceil((end - part.start) / part.stepMs));
      if (late >= part.megawatts.length) continue;
      const moved = sliceSegment(part, late, part.megawatts.length);
      shifted.push(moved);
      end = segmentEnd(moved);
    }
  }
  return shifted;
}

/** The stretches of a segment that all move by the same time, moved. */
function partsOfOneOffset(segment: Segment, clock: ZoneClock, byLocalMs: number): Segment[] {
  const { start, stepMs, megawatts } = segment;
  if (stepMs > HOUR_MS) return [{ ...segment, start: start + byLocalMs }];
  const timeOf = (i: number) => {
    const local = clock.localAt(start + i * stepMs) + byLocalMs;
    const time = clock.instantOf(local);
    return clock.localAt(time) === local ? time : undefined;
  };
  const parts: Segment[] = [];
  let from = 0;
  let first = timeOf(0);
  for (let i = 1; i <= megawatts.length; i++) {
    const time = i < megawatts.length ? timeOf(i) : undefined;
    if (first !== undefined && time === first + (i - from) * stepMs) continue;
    if (first !== undefined) parts.push({ ...sliceSegment(segment, from, i), start: first });
    from = i;
    first = time;
  }
  return parts;
}
