import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { invalidArgument } from '../errors/invalid-argument.ts';

/**
 * A point in time: a Date, epoch milliseconds, or RFC 3339 text with `Z` or an offset
 * (`2026-01-31T12:00Z`). A bare date (`2026-01-31`) is its midnight in UTC.
 */
export type TimeInput = Date | number | string;

const RFC_3339 = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * Epoch milliseconds of a time.
 *
 * @param field name of the argument, for the error
 * @throws WattletError `invalid_argument` when it is not a time, or text whose time zone is left open.
 */
export function toEpochMs(time: TimeInput, field: string): number {
  const epochMs = typeof time === 'string' ? parse(time) : Number(time);
  if (Number.isFinite(epochMs)) return Math.trunc(epochMs);
  return invalidArgument(
    field,
    'must be a Date, epoch milliseconds, or RFC 3339 text such as 2026-01-31T12:00Z',
    time,
  );
}

/** The same as a protobuf timestamp. */
export function toTimestamp(time: TimeInput, field: string): Timestamp {
  return timestampFromMs(toEpochMs(time, field));
}

function parse(text: string): number {
  const date = RFC_3339.exec(text)?.[1];
  if (date === undefined) return Number.NaN;
  // Engines differ on days that do not exist: some take 30 February for 2 March.
  const midnight = Date.parse(date);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return Number.NaN;
  return Date.parse(text);
}
