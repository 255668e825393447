import type { ChartSeries } from './chart-series.ts';
import { intervalAt } from './segment.ts';
import { EVER, presentSpans, spansWithin, type TimeSpan, uncoveredSpans, unionOfSpans } from './time-span.ts';

/** Where a chart lacks values that one would expect. */
export interface Gaps {
  /** Nothing is known. */
  readonly missing: readonly TimeSpan[];
  /** Something is known, but not of every series: the sum is too small. */
  readonly partial: readonly TimeSpan[];
}

type Member = Pick<ChartSeries, 'group' | 'segments'>;

/** What says nothing for the last so much of the data, or the first, has been shut down, or was not there yet. */
const CLOSED_AFTER_MS = 365 * 24 * 3_600_000;

/** Finds the gaps of a chart in any range; made once for its data, so that a frame pays only for what it shows. */
export class GapIndex {
  /** Where something is known: in order, apart from each other. */
  readonly known: readonly TimeSpan[];
  /** Where a group lacks. */
  readonly #lacking: readonly TimeSpan[];

  /**
   * @param reach where the data begins and ends: a bucket lacks nothing for reaching beyond that
   * @param lateMs what begins later than the first by so much is not expected before
   */
  constructor(series: readonly Member[], reach: TimeSpan = EVER, lateMs = CLOSED_AFTER_MS) {
    const groups = [...Map.groupBy(series, (one) => one.group).values()].map((members) => ({
      members,
      spans: presentSpans(members.flatMap((member) => member.segments)),
    }));
    this.known = unionOfSpans(groups.flatMap(({ spans }) => spans));
    const whole = { from: this.known[0]?.from ?? 0, to: this.newest ?? 0 };
    this.#lacking = unionOfSpans(
      groups.flatMap(({ members, spans }) => [
        ...silentSpans(spans, whole, lateMs),
        ...partlyKnown(members, reach),
      ]),
    );
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
    const partial = spansWithin(this.#lacking, past).flatMap((span) => uncoveredSpans(missing, span));
    return { missing, partial };
  }
}

/** Where a group says nothing while others may. Of one that never says anything nothing is expected. */
function silentSpans(spans: readonly TimeSpan[], whole: TimeSpan, lateMs: number): TimeSpan[] {
  if (spans.length === 0) return [];
  return uncoveredSpans(spans, whole).filter(
    ({ from, to }) =>
      (from > whole.from || to - from < lateMs) && (to < whole.to || to - from < CLOSED_AFTER_MS),
  );
}

/** The buckets that a group knows only a part of. What one member knows of a bucket another may lack. */
function partlyKnown(members: readonly Member[], reach: TimeSpan): TimeSpan[] {
  const partly: TimeSpan[] = [];
  for (const { start, stepMs, megawatts, missingMs } of members.flatMap((member) => member.segments)) {
    missingMs?.forEach((missing, i) => {
      if (missing === 0 || Number.isNaN(megawatts[i])) return;
      const from = start + i * stepMs;
      const to = from + stepMs;
      const expectedMs = Math.min(to, reach.to) - Math.max(from, reach.from);
      const knownMs = members.reduce((sum, { segments }) => {
        const found = intervalAt(segments, from);
        return found ? sum + found.end - found.start - found.missingMs : sum;
      }, 0);
      if (knownMs < expectedMs) partly.push({ from, to });
    });
  }
  return partly;
}
