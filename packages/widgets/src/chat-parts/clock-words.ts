import { chatStrings as strings } from './chat-strings.ts';

const DAY_MS = 24 * 3_600_000;

/** A time of the reader's clock: "14:05". */
export function clockTime(at: Date, locale: string): string {
  return at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** A day as the reader calls it: today, yesterday, or by its date, with the year where that is another. */
export function dayWords(at: Date, locale: string, now: Date): string {
  if (isSameDay(at, now)) return strings.today;
  // Noon is never skipped or repeated when clocks change, so that a day before noon is the day before.
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  if (isSameDay(at, new Date(noon.getTime() - DAY_MS))) return strings.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** Whether two times are on one day of the reader's clock. */
export function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
