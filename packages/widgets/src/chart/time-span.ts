import type { Segment } from './segment.ts';

/** A half-open stretch of time `[from, to)`, epoch milliseconds UTC. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** The stretches in which at least one of the segments has a value: in order, apart from each other. */
export function presentSpans(segments: Iterable<Segment>): TimeSpan[] {
  const spans: TimeSpan[] = [];
  for (const segment of segments) {
    let openIndex = -1;
    const { start, stepMs, megawatts } = segment;
    for (let i = 0; i <= megawatts.length; i++) {
      const isPresent = i < megawatts.length && !Number.isNaN(megawatts[i]);
      if (isPresent && openIndex < 0) openIndex = i;
      if (!isPresent && openIndex >= 0) {
        spans.push({ from: start + openIndex * stepMs, to: start + i * stepMs });
        openIndex = -1;
      }
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

/** The parts of spans that lie within another one. */
export function clipSpans(spans: readonly TimeSpan[], within: TimeSpan): TimeSpan[] {
  return spans
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => from < to);
}

/** What of `within` the spans (in order, apart) leave uncovered. */
export function uncoveredSpans(spans: readonly TimeSpan[], within: TimeSpan): TimeSpan[] {
  const uncovered: TimeSpan[] = [];
  let from = within.from;
  for (const span of spans) {
    if (span.to <= from) continue;
    if (span.from >= within.to) break;
    if (span.from > from) uncovered.push({ from, to: span.from });
    from = span.to;
  }
  if (from < within.to) uncovered.push({ from, to: within.to });
  return uncovered;
}
