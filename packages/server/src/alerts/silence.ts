/** A meter is silent when it has missed so many of its intervals. */
const MISSED_INTERVALS = 3;

/** A meter that has not reported for so long, in milliseconds, is no news. */
export const NEWS_MS = 24 * 3_600_000;

/** What the newest reading of a meter says about its silence. */
export type SilenceStep = 'stay' | 'begin' | 'resolve';

/** The newest reading of a meter, and how often it reports. Times are epoch milliseconds. */
export interface Reporting {
  readonly lastReadingAt: number;
  readonly intervalMs: number;
}

/** When the meter counts as silent unless it reports, epoch milliseconds. */
export function silentAt({ lastReadingAt, intervalMs }: Reporting): number {
  return lastReadingAt + MISSED_INTERVALS * intervalMs;
}

/**
 * Whether silence begins or ends. `openSince` is the last reading before the silence that is known, undefined if none
 * is. A reading that is older than that, and arrives late, ends no silence.
 */
export function judgeSilence(reporting: Reporting, openSince: number | undefined, now: number): SilenceStep {
  const { lastReadingAt } = reporting;
  if (openSince !== undefined) return lastReadingAt > openSince ? 'resolve' : 'stay';
  return now >= silentAt(reporting) && now < lastReadingAt + NEWS_MS ? 'begin' : 'stay';
}

/** When to look at the meter again, epoch milliseconds; infinity until it reports. */
export function nextLook(reporting: Reporting, now: number): number {
  return now >= silentAt(reporting) ? Number.POSITIVE_INFINITY : silentAt(reporting);
}
