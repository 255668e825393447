import { inboxStrings } from './inbox-strings.ts';

const MINUTE_MS = 60_000;
const UNITS = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const;

/** How long somebody has waited, in whole units of the greatest that fits: "4 min", "2 hr"; or less than a minute. */
export function waitingWords(since: Date, now: number, locale: string): string {
  const minutes = Math.floor((now - since.getTime()) / MINUTE_MS);
  const greatest = UNITS.find(([, least]) => minutes >= least);
  if (!greatest) return inboxStrings.underMinute;
  const [unit, size] = greatest;
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  return format.format(Math.floor(minutes / size));
}
