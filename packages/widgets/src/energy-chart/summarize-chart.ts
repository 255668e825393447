import { type SeriesSummary, summarize } from '../chart/series-summary.ts';
import type { ChartView } from './chart-view.ts';

/** How many series a summary names: the ones that matter, not a list to sit through. */
const NAMED = 5;

/** What the chart shows in a few sentences: range, and lowest, highest, mean and latest of its main series. */
export function summarizeChart({ frame, labels, power }: ChartView): string {
  const summaries = frame.series
    .map((series) => summarize(series, frame.range))
    .filter((summary) => summary !== undefined)
    .sort((a, b) => rank(b) - rank(a));
  const range = `From ${labels.instant(frame.range.from)} to ${labels.instant(frame.range.to)}, ${labels.zone(frame.range)}.`;
  const sentences = summaries
    .slice(0, NAMED)
    .map(({ series, lowest, highest, mean, latest, change }) =>
      [
        `${series.label}: mean ${power.text(mean)}`,
        `lowest ${power.text(lowest.megawatts)} at ${labels.instant(lowest.time)}`,
        `highest ${power.text(highest.megawatts)} at ${labels.instant(highest.time)}`,
        `latest ${power.text(latest.megawatts)}`,
        `${trend(change, mean)}.`,
      ].join(', '),
    );
  return [range, ...sentences].join(' ');
}

/** A change below this share of the mean is none. */
const STEADY_SHARE = 0.05;

function trend(change: number | undefined, mean: number): string {
  const share = change === undefined ? 0 : change / Math.abs(mean || 1);
  if (Math.abs(share) < STEADY_SHARE) return 'steady';
  return share > 0 ? 'rising' : 'falling';
}

function rank({ series, mean }: SeriesSummary): number {
  return series.mark === 'band' ? Math.abs(mean) : Number.POSITIVE_INFINITY;
}
