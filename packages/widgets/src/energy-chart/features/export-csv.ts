import { strings } from '../strings.ts';
import { asOfText } from './as-of-text.ts';
import type { ReadyContext } from './chart-host.ts';
import { chartRows } from './chart-rows.ts';
import { csvText } from './csv-text.ts';
import { featureStrings } from './feature-strings.ts';

/**
 * What a chart shows as RFC 4180 CSV: start and end of every interval in UTC and as the zone's clock reads,
 * a column of megawatts for each series, nothing where nothing is known. Comment lines before it name
 * title, zone, source and what it is as of.
 */
export function chartCsv(context: ReadyContext): string {
  const { view, state } = context.ready;
  const { series, range } = view.frame;
  const { clock } = view;
  const zone = clock.timeZone;
  const head = [
    `# ${context.title}`,
    `# ${zone}, MW`,
    `# ${strings.attribution}`,
    `# ${asOfText(state, view.labels)}`,
  ];
  const names = [
    `${featureStrings.start} (UTC)`,
    `${featureStrings.end} (UTC)`,
    `${featureStrings.start} (${zone})`,
    ...series.map(({ label }) => `${label} (MW)`),
  ];
  const rows = chartRows(series, range).map(({ from, to, values }) => [
    new Date(from).toISOString(),
    new Date(to).toISOString(),
    localTime(clock.localAt(from), clock.offsetAt(from)),
    ...values.map((value) => (value === undefined ? '' : String(Math.round(value * 1000) / 1000))),
  ]);
  return csvText(head, [names, ...rows]);
}

/** RFC 3339 with the offset, so that the two 02:00 of autumn differ. */
function localTime(local: number, offsetMs: number): string {
  const minutes = Math.abs(offsetMs / 60_000);
  const offset = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${new Date(local).toISOString().slice(0, 19)}${offsetMs < 0 ? '-' : '+'}${offset}`;
}
