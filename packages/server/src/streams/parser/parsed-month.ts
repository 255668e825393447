import type { AreaType, StreamName } from '../definitions.ts';
import type { SeriesIdentity } from '../series-identity.ts';
import type { Issue } from './issue-log.ts';
import { GAP, type MonthColumn } from './month-table.ts';
import type { ParsedExport } from './parse-export.ts';

/** Version of the format below. Another one is refused: parse the file again. */
const FORMAT = 1;

/** First line of a parsed month: where it comes from and what was found. */
export interface ParsedMonthHead {
  readonly format: number;
  readonly stream: StreamName;
  readonly file: string;
  /** Of the file as it came. */
  readonly sha256: string;
  /** `YYYY-MM-01`. */
  readonly month: string;
  /** RFC 3339 UTC. */
  readonly upTo: string;
  readonly areaTypes: readonly AreaType[];
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsBad: number;
  readonly duplicates: number;
  readonly rounded: number;
  readonly lastLineCut: boolean;
  readonly issues: readonly Issue[];
}

/**
 * Writes what a parser kept of a file, as it is put into the object store: lines of JSON, first a
 * `ParsedMonthHead`, then one line for each series and resolution with its kilowatts from the first of the
 * month (UTC), null for a gap, gaps at the end left away.
 */
export function* writeParsedMonth(
  parsed: ParsedExport,
  areaTypes: ReadonlySet<AreaType>,
): Generator<string, void, undefined> {
  const { name, columns, ...counts } = parsed;
  const head: ParsedMonthHead = {
    format: FORMAT,
    stream: name.stream,
    file: name.name,
    month: name.month,
    upTo: name.upTo.toISOString(),
    areaTypes: [...areaTypes].sort(),
    ...counts,
  };
  yield `${JSON.stringify(head)}\n`;
  for (const { identity, minutes, kilowatts } of columns()) {
    yield `${JSON.stringify({ identity, minutes })}\t[${kilowattsText(kilowatts)}]\n`;
  }
}

function kilowattsText(kilowatts: Int32Array): string {
  const end = kilowatts.findLastIndex((value) => value !== GAP) + 1;
  return kilowatts.subarray(0, end).join().replaceAll(String(GAP), 'null');
}

/** A parsed month that is not what `writeParsedMonth` writes. */
export class ParsedMonthError extends Error {
  override readonly name = 'ParsedMonthError';
}

/** Reads lines that `writeParsedMonth` wrote. */
export function readParsedMonthHead(line: string): ParsedMonthHead {
  const head = JSON.parse(line) as Partial<ParsedMonthHead> | null;
  if (head?.format !== FORMAT) {
    throw new ParsedMonthError(
      `a parsed month of format ${head?.format} where ${FORMAT} is understood; parse the file again`,
    );
  }
  return head as ParsedMonthHead;
}

/** Reads a line after the first. */
export function readParsedColumn(line: string, monthMinutes: number): MonthColumn {
  const tab = line.indexOf('\t');
  const { identity, minutes } = JSON.parse(line.slice(0, tab)) as {
    identity: SeriesIdentity;
    minutes: number;
  };
  const values = JSON.parse(line.slice(tab + 1)) as (number | null)[];
  const intervals = monthMinutes / minutes;
  if (!(values.length <= intervals)) {
    throw new ParsedMonthError(`${values.length} values of ${minutes} minutes do not fit the month`);
  }
  const kilowatts = new Int32Array(intervals).fill(GAP);
  for (let at = 0; at < values.length; at++) kilowatts[at] = values[at] ?? GAP;
  return { identity, minutes, kilowatts };
}
