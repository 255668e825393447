const TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds of an RFC 3339 time with its offset, or undefined where the text is none. */
export function parseRfc3339(text: string): number | undefined {
  const date = TIME.exec(text)?.[1];
  // Date.parse takes 30 February for 2 March.
  if (date === undefined || !isRealDate(date)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** True for a day of the calendar in the form `2022-01-31`. */
export function isRealDate(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === text;
}
