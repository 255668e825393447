import type { ChartFrame } from '../chart/chart-frame.ts';
import { type SeriesSummary, summarize } from '../chart/series-summary.ts';
import type { ChartView } from './chart-view.ts';
import { summaryStrings } from './summary-strings.ts';

/** How many series a summary names: the ones that matter, not a list to sit through. */
const NAMED = 5;

/** What is told of a view. */
export interface ToldView extends Pick<ChartView, 'labels' | 'power'> {
  readonly frame: Pick<ChartFrame, 'series' | 'range'>;
}

/** What the chart shows in a few sentences: range, and lowest, highest, mean and latest of its main series. */
export function summarizeChart({ frame, labels, power }: ToldView): string {
  const summaries = frame.series
    .map((series) => summarize(series, frame.range))
    .filter((summary) => summary !== undefined)
    .sort((a, b) => rank(b) - rank(a));
  const { from, to } = frame.range;
  const range = summaryStrings.summaryRange(
    labels.instant(from),
    labels.instant(to),
    labels.zone(frame.range),
  );
  const sentences = summaries
    .slice(0, NAMED)
    .map(({ series, lowest, highest, mean, latest, change }) =>
      [
        summaryStrings.summaryMean(series.label, power.text(mean)),
        summaryStrings.summaryLowest(power.text(lowest.megawatts), labels.instant(lowest.time)),
        summaryStrings.summaryHighest(power.text(highest.megawatts), labels.instant(highest.time)),
        summaryStrings.summaryLatest(power.text(latest.megawatts)),
        `${trend(change, mean)}.`,
      ].join(', '),
    );
  return [range, ...sentences].join(' ');
}

/** A change below this share of the mean is none. */
const STEADY_SHARE = 0.05;

function trend(change: number | undefined, mean: number): string {
  const share = change === undefined ? 0 : change / Math.abs(mean || 1);
  if (Math.abs(share) < STEADY_SHARE) return summaryStrings.trends.steady;
  return share > 0 ? summaryStrings.trends.rising : summaryStrings.trends.falling;
}

function rank({ series, mean }: SeriesSummary): number {
  return series.mark === 'band' ? Math.abs(mean) : Number.POSITIVE_INFINITY;
}
