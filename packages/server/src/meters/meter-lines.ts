import { CsvError, parse } from 'csv-parse/sync';
import { isSubject } from '../embedding/plain-text.ts';
import { isUuid } from '../platform/uuid.ts';
import { invalidRequest } from '../rpc/errors.ts';
import { MeterClocks } from './meter-clock.ts';
import { isSerial } from './meter-name.ts';

/** Most lines of one import, beside the header. */
export const MOST_LINES = 5_000;

const REQUIRED = ['serial', 'name', 'time_zone', 'kind'] as const;
const COLUMNS = [
  ...REQUIRED,
  ...([
    'address',
    'interval_minutes',
    'hourly_limit_kwh',
    'warning_percent',
    'owner_email',
    'owner_subject',
    'meter_id',
  ] as const),
];

type Column = (typeof COLUMNS)[number];

/** A line that says what a meter is. */
export interface MeterLine {
  /** 1 is the header. */
  readonly line: number;
  readonly serial: string;
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
  readonly kind: 'interval' | 'register';
  readonly intervalMinutes: number;
  /** Watt-hours; null for no limit. */
  readonly hourlyLimit: number | null;
  readonly warningPercent: number;
  /** Lower case; empty for nobody. */
  readonly ownerEmail: string;
  /** The site's own id of the owner; empty for none. */
  readonly ownerSubject: string;
  /** By which readings are to name the meter, lower case; null where it does not matter. */
  readonly chosenId: string | null;
}

/** A line that does not. */
export interface BadLine {
  readonly line: number;
  readonly serial: string;
  /** What is wrong with which column. */
  readonly reason: string;
}

/**
 * Reads meters from CSV (RFC 4180) with a header, whose columns may be in any order; only serial, name, time_zone and
 * kind must be there.
 *
 * @throws ConnectError `invalid_argument` if it is no such CSV: the quotes, the header, the number of lines.
 */
export function readMeterLines(csv: string): (MeterLine | BadLine)[] {
  const [header, ...records] = readRecords(csv);
  if (!header) throw invalid('is empty: the first line names the columns');
  const names = header.record.map((name) => name.toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  if (repeated.length > 0)
    throw invalid(`has the column ${[...new Set(repeated)].join(', ')} more than once`);
  if (missing.length > 0) throw invalid(`has no column ${missing.join(', ')}`);
  const unknown = names.filter((name) => !COLUMNS.some((column) => column === name));
  if (unknown.length > 0) throw invalid(`has an unknown column ${unknown.join(', ')}`);
  if (records.length > MOST_LINES) throw invalid(`has ${records.length} meters, more than ${MOST_LINES}`);
  const clocks = new MeterClocks();
  return records.map(({ record, info: { lines } }) => {
    const value = (column: Column) => record[names.indexOf(column)] ?? '';
    const serial = value('serial');
    if (record.length !== names.length)
      return { line: lines, serial, reason: `has ${record.length} columns instead of ${names.length}` };
    const reason = violationOf(value, clocks);
    return reason === undefined ? meterLine(lines, value) : { line: lines, serial, reason };
  });
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function readRecords(csv: string): CsvRecord[] {
  try {
    const options = {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    } as const;
    // With `info` each record comes with where it was, which the types do not say.
    return parse(csv, options) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid(`cannot be read: ${error.message}`);
  }
}

const INTERVALS = new Set(['1', '2', '3', '4', '5', '6', '10', '12', '15', '20', '30', '60']);

/** What is wrong with a line, by the rules of `CreateMeterRequest`. */
function violationOf(value: (column: Column) => string, clocks: MeterClocks): string | undefined {
  if (!isSerial(value('serial'))) return 'serial: has 1 to 64 letters, digits, spaces or . _ / -';
  const name = value('name');
  if (name === '' || [...name].length > 100 || hasControls(name)) return 'name: has 1 to 100 characters';
  if ([...value('address')].length > 200 || hasControls(value('address')))
    return 'address: has at most 200 characters';
  if (!clocks.of(value('time_zone')))
    return `time_zone: ${JSON.stringify(value('time_zone'))} is no IANA zone`;
  if (!/^(interval|register)$/.test(value('kind'))) return 'kind: is interval or register';
  if (value('interval_minutes') !== '' && !INTERVALS.has(value('interval_minutes')))
    return 'interval_minutes: is a divisor of 60';
  const limit = value('hourly_limit_kwh');
  if (limit !== '' && !(/^\d{1,9}(\.\d{1,3})?$/.test(limit) && Number(limit) > 0))
    return 'hourly_limit_kwh: is a number above 0 of at most 3 decimals';
  if (!/^(\d{1,2})?$/.test(value('warning_percent')))
    return 'warning_percent: is a whole number from 0 to 99';
  if (value('owner_subject') !== '' && !isSubject(value('owner_subject')))
    return 'owner_subject: has 1 to 200 characters';
  if (value('owner_subject') !== '' && value('owner_email') !== '')
    return 'owner_subject: owner_email names an owner already';
  if (value('meter_id') !== '' && !isUuid(value('meter_id').toLowerCase())) return 'meter_id: is a UUID';
  return undefined;
}

const meterLine = (line: number, value: (column: Column) => string): MeterLine => ({
  line,
  serial: value('serial'),
  name: value('name'),
  address: value('address'),
  timeZone: value('time_zone'),
  kind: value('kind') === 'register' ? 'register' : 'interval',
  intervalMinutes: Number(value('interval_minutes') || 15),
  hourlyLimit: value('hourly_limit_kwh') === '' ? null : Math.round(Number(value('hourly_limit_kwh')) * 1000),
  warningPercent: Number(value('warning_percent') || 80),
  ownerEmail: value('owner_email').toLowerCase(),
  ownerSubject: value('owner_subject'),
  chosenId: value('meter_id').toLowerCase() || null,
});

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

const invalid = (description: string) => invalidRequest([{ field: 'csv', reason: 'BAD_CSV', description }]);
