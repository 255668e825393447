import type { ChartSeries } from './chart-series.ts';
import { clipSpans, presentSpans, type TimeSpan, uncoveredSpans, unionOfSpans } from './time-span.ts';

/** Where a chart lacks values that one would expect. */
export interface Gaps {
  /** Nothing is known. */
  readonly missing: readonly TimeSpan[];
  /** Something is known, but not all that was reported shortly before: the sum is too small. */
  readonly partial: readonly TimeSpan[];
}

/** A group that has been silent for longer is taken to have ended, not to be late (as the server's `complete_until`). */
const EXPECTED_FOR_MS = 24 * 3_600_000;

/**
 * The gaps of a chart from the start of its range to its newest value. What comes after the newest
 * value is not a gap: it has not happened yet, or is not known to have.
 */
export function findGaps(series: readonly ChartSeries[], range: TimeSpan): Gaps {
  const groups = [...Map.groupBy(series, (one) => one.group).values()].map((members) =>
    presentSpans(members.flatMap((member) => member.segments)),
  );
  const known = unionOfSpans(groups.flat());
  const newest = known.at(-1);
  if (!newest) return { missing: [], partial: [] };
  const until = Math.min(newest.to, range.to);
  const missing = uncoveredSpans(known, { from: range.from, to: until });
  const late = unionOfSpans(groups.flatMap((spans) => lateSpans(spans, until)));
  const partial = clipSpans(late, range).flatMap((span) => uncoveredSpans(missing, span));
  return { missing, partial };
}

function lateSpans(spans: readonly TimeSpan[], until: number): TimeSpan[] {
  const first = spans[0];
  if (!first) return [];
  return uncoveredSpans(spans, { from: first.from, to: until }).map((gap) => ({
    from: gap.from,
    to: Math.min(gap.to, gap.from + EXPECTED_FOR_MS),
  }));
}
