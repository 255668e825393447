// 24:00:00 is ISO 8601, and no RFC 3339.
const TIME = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds of an RFC 3339 time with its offset, or undefined where the text is none. */
export function parseRfc3339(text: string): number | undefined {
  if (!TIME.test(text)) return undefined;
  // Date.parse takes 30 February for 2 March, and every month has 28 days.
  if (text.slice(8, 10) > '28' && !isRealDate(text.slice(0, 10))) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day of the calendar in the form `2022-01-31`. */
export function isRealDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  // Every month has 28 days; how many more is looked up where it matters.
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
