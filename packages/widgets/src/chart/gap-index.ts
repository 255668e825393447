import type { ChartSeries } from './chart-series.ts';
import { presentSpans, spansWithin, type TimeSpan, uncoveredSpans, unionOfSpans } from './time-span.ts';

/** Where a chart lacks values that one would expect. */
export interface Gaps {
  /** Nothing is known. */
  readonly missing: readonly TimeSpan[];
  /** Something is known, but not all that was reported shortly before: the sum is too small. */
  readonly partial: readonly TimeSpan[];
}

/** A group that has been silent for longer is taken to have ended, not to be late (as the server's `complete_until`). */
const EXPECTED_FOR_MS = 24 * 3_600_000;

/** Finds the gaps of a chart in any range; made once for its data, so that a frame pays only for what it shows. */
export class GapIndex {
  /** Where something is known: in order, apart from each other. */
  readonly known: readonly TimeSpan[];
  /** Where something lacks that was reported shortly before. */
  readonly #late: readonly TimeSpan[];

  constructor(series: readonly Pick<ChartSeries, 'group' | 'segments'>[]) {
    const groups = [...Map.groupBy(series, (one) => one.group).values()].map((members) =>
      presentSpans(members.flatMap((member) => member.segments)),
    );
    this.known = unionOfSpans(groups.flat());
    const newest = this.newest;
    this.#late =
      newest === undefined ? [] : unionOfSpans(groups.flatMap((spans) => lateSpans(spans, newest)));
  }

  /** End of the newest value; undefined without any. */
  get newest(): number | undefined {
    return this.known.at(-1)?.to;
  }

  /** Whether anything is known in a range. */
  knows(range: TimeSpan): boolean {
    return spansWithin(this.known, range).length > 0;
  }

  /**
   * The gaps from the start of a range to the newest value. What comes after the newest value is not a
   * gap: it has not happened yet, or is not known to have.
   */
  within(range: TimeSpan): Gaps {
    const until = Math.min(this.newest ?? Number.NEGATIVE_INFINITY, range.to);
    const past = { from: range.from, to: until };
    const missing = uncoveredSpans(this.known, past);
    const partial = spansWithin(this.#late, past).flatMap((span) => uncoveredSpans(missing, span));
    return { missing, partial };
  }
}

function lateSpans(spans: readonly TimeSpan[], until: number): TimeSpan[] {
  const first = spans[0];
  if (!first) return [];
  return uncoveredSpans(spans, { from: first.from, to: until }).map((gap) => ({
    from: gap.from,
    to: Math.min(gap.to, gap.from + EXPECTED_FOR_MS),
  }));
}
