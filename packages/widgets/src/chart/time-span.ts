import type { Segment } from './segment.ts';
import { valueRuns } from './value-runs.ts';

/** A half-open stretch of time `[from, to)`, epoch milliseconds UTC. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** All time. */
export const EVER: TimeSpan = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The stretches in which at least one of the segments has a value: in order, apart from each other. */
export function presentSpans(segments: Iterable<Segment>): TimeSpan[] {
  const spans: TimeSpan[] = [];
  for (const { start, stepMs, megawatts } of segments) {
    for (const { from, to } of valueRuns(megawatts)) {
      spans.push({ from: start + from * stepMs, to: start + to * stepMs });
    }
  }
  return unionOfSpans(spans);
}

/** Spans in any order as the fewest spans in order that cover the same time. */
export function unionOfSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const merged: { from: number; to: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Index of the first of some spans (in order, apart) that ends after a time; their number if none does. */
export function firstEndingAfter(spans: readonly TimeSpan[], time: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.to ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The spans (in order, apart) that lie at least partly within another one, clipped to it. */
export function spansWithin(spans: readonly TimeSpan[], within: TimeSpan): TimeSpan[] {
  const found: TimeSpan[] = [];
  for (let i = firstEndingAfter(spans, within.from); i < spans.length; i++) {
    const span = spans[i];
    if (!span || span.from >= within.to) break;
    found.push({ from: Math.max(span.from, within.from), to: Math.min(span.to, within.to) });
  }
  return found;
}

/** What of `within` the spans (in order, apart) leave uncovered. */
export function uncoveredSpans(spans: readonly TimeSpan[], within: TimeSpan): TimeSpan[] {
  const uncovered: TimeSpan[] = [];
  let from = within.from;
  for (const span of spansWithin(spans, within)) {
    if (span.from > from) uncovered.push({ from, to: span.from });
    from = span.to;
  }
  if (from < within.to) uncovered.push({ from, to: within.to });
  return uncovered;
}

/** The spans (in order) with those joined that lie closer to each other than so many milliseconds. */
export function joinCloserThan(spans: readonly TimeSpan[], distanceMs: number): TimeSpan[] {
  const joined: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from - last.to < distanceMs) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}
