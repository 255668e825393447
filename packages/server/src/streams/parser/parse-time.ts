const ZERO = 48;
const SPACE = 32;
const LETTER_T = 84;

/** Two digits at `at`, or a number outside 0 to 99 where they are none. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1000;
}

/**
 * Reads `HH:MM:SS` with optional `.fff` at `[at, to)` as minute of day; -1 where it is something else or
 * does not fall on a full minute.
 */
export function minuteOfDay(bytes: Uint8Array, at: number, to: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  const length = to - at;
  const separated = bytes[at + 2] === 58 && bytes[at + 5] === 58;
  if (!separated || hour > 23 || minute > 59 || twoDigits(bytes, at + 6) !== 0) return -1;
  if (length === 8) return hour * 60 + minute;
  const zeroFraction = bytes[at + 8] === 46 && twoDigits(bytes, at + 9) === 0 && bytes[at + 11] === ZERO;
  return length === 12 && zeroFraction ? hour * 60 + minute : -1;
}

/**
 * Reads an UpdateTime, `YYYY-MM-DD HH:MM:SS` (with or without milliseconds, `T` or blank between) or
 * `DD/MM/YYYY HH:MM`, as a number that grows with time. It orders rows and is no timestamp. -1 where
 * it is something else, or outside 2000 to 2065.
 */
export function updateOrder(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length === 19 || length === 23) {
    const between = bytes[from + 10];
    if (bytes[from + 4] !== 45 || bytes[from + 7] !== 45 || (between !== SPACE && between !== LETTER_T))
      return -1;
    const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
    const seconds = twoDigits(bytes, from + 17);
    if (bytes[from + 16] !== 58 || seconds > 60) return -1;
    return order(
      year,
      twoDigits(bytes, from + 5),
      twoDigits(bytes, from + 8),
      clock(bytes, from + 11),
      seconds,
    );
  }
  if (length === 16 && bytes[from + 2] === 47 && bytes[from + 5] === 47 && bytes[from + 10] === SPACE) {
    const year = twoDigits(bytes, from + 6) * 100 + twoDigits(bytes, from + 8);
    return order(year, twoDigits(bytes, from + 3), twoDigits(bytes, from), clock(bytes, from + 11), 0);
  }
  return -1;
}

function clock(bytes: Uint8Array, at: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  return bytes[at + 2] === 58 && hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

// biome-ignore lint/complexity/useMaxParams: the parts of one moment, on the hot path
function order(year: number, month: number, day: number, minute: number, second: number): number {
  if (year < 2000 || year > 2065 || month < 1 || month > 12 || day < 1 || day > 31 || minute < 0) return -1;
  return (((year - 2000) * 12 + month - 1) * 31 + day - 1) * 86_400 + minute * 60 + second;
}
