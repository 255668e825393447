import type { ReadyContext } from './chart-host.ts';
import { ChartRows } from './chart-rows.ts';
import { csvText } from './csv-text.ts';
import { featureStrings } from './feature-strings.ts';
import { sourceNotes } from './source-notes.ts';

/**
 * What a chart shows as RFC 4180 CSV: start and end of every interval in UTC and as the zone's clock reads,
 * a column of megawatts for each series, nothing where nothing is known. Where buckets are known only in part, a
 * column for each series says for how many hours nothing is. Comment lines before it name title, zone, source and
 * what it is as of.
 */
export function chartCsv(context: ReadyContext): string {
  const { clock, frame } = context.ready.view;
  const { series, range } = frame;
  const zone = clock.timeZone;
  const head = [context.title, `${zone}, MW`, ...sourceNotes(context)].map((note) => `# ${note}`);
  const all = new ChartRows(series, range);
  const hasMissing = series.some(({ segments }) => segments.some((segment) => segment.missingMs));
  const names = [
    `${featureStrings.start} (UTC)`,
    `${featureStrings.end} (UTC)`,
    `${featureStrings.start} (${zone})`,
    ...series.map(({ label }) => `${label} (MW)`),
    ...(hasMissing ? series.map(({ label }) => `${label} (${featureStrings.hoursMissing})`) : []),
  ];
  const rows = Array.from({ length: all.length }, (_, i) => all.at(i)).map(
    ({ from, to, values, missingMs }) => [
      new Date(from).toISOString(),
      new Date(to).toISOString(),
      localTime(clock.localAt(from), clock.offsetAt(from)),
      ...values.map(rounded),
      ...(hasMissing ? missingMs.map((missing) => rounded(missing / 3_600_000)) : []),
    ],
  );
  return csvText(head, [names, ...rows]);
}

function rounded(value: number | undefined): string {
  return value === undefined ? '' : String(Math.round(value * 1000) / 1000);
}

/** RFC 3339 with the offset, so that the two 02:00 of autumn differ. */
function localTime(local: number, offsetMs: number): string {
  const minutes = Math.abs(offsetMs / 60_000);
  const offset = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${new Date(local).toISOString().slice(0, 19)}${offsetMs < 0 ? '-' : '+'}${offset}`;
}
