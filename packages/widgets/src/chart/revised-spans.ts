import { type Segment, segmentEnd } from './segment.ts';
import { firstEndingAfter, type TimeSpan, unionOfSpans } from './time-span.ts';
import { isContinued } from './value-runs.ts';

/**
 * Where both states of a series have a value, and not the same: what has been revised, not what has come
 * or gone. Stretches of another step count as revised only where steps are the same.
 */
export function revisedSpans(before: readonly Segment[], after: readonly Segment[]): TimeSpan[] {
  const spans: TimeSpan[] = [];
  const known = before.map((segment) => ({ from: segment.start, to: segmentEnd(segment), segment }));
  for (const now of after) {
    for (let i = firstEndingAfter(known, now.start); i < known.length; i++) {
      const old = known[i]?.segment;
      if (!old || old.start >= segmentEnd(now)) break;
      if (old.stepMs !== now.stepMs) continue;
      const offset = (now.start - old.start) / now.stepMs;
      if (offset === 0 && isContinued(old.megawatts, now.megawatts)) continue;
      if (Number.isInteger(offset)) spans.push(...differences(old, now, offset));
    }
  }
  return unionOfSpans(spans);
}

/** @param offset index in `old` of the first value of `now` */
function differences(old: Segment, now: Segment, offset: number): TimeSpan[] {
  const spans: TimeSpan[] = [];
  const first = Math.max(0, -offset);
  const end = Math.min(now.megawatts.length, old.megawatts.length - offset);
  for (let i = first; i < end; i++) {
    const [one, other] = [old.megawatts[i + offset] ?? Number.NaN, now.megawatts[i] ?? Number.NaN];
    if (one === other || Number.isNaN(one) || Number.isNaN(other)) continue;
    const from = now.start + i * now.stepMs;
    spans.push({ from, to: from + now.stepMs });
  }
  return spans;
}
