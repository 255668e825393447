import type { AreaType, StreamName } from '../definitions.ts';
import type { SeriesIdentity } from '../series-identity.ts';
import type { Issue } from './issue-log.ts';
import { packKilowatts, unpackKilowatts } from './kilowatt-bytes.ts';
import { daysInMonth } from './month-length.ts';
import type { MonthColumn } from './month-table.ts';
import type { ParsedExport } from './parse-export.ts';

/** Version of the format below. Another one is refused: parse the file again. */
const FORMAT = 2;

/** First line of a parsed month: where it comes from and what was found. */
export interface ParsedMonthHead {
  readonly format: number;
  readonly stream: StreamName;
  readonly file: string;
  /** Of the file as it came. */
  readonly sha256: string;
  /** Its size. */
  readonly bytes: number;
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

/** What stands before the values of a series at one resolution. */
interface ColumnHead {
  readonly identity: SeriesIdentity;
  readonly minutes: number;
  /** Length of its packed values. */
  readonly bytes: number;
}

/**
 * Writes what a parser kept of a file, as it is put into the object store: a line of JSON with a `ParsedMonthHead`, then
 * for each series and resolution a line of JSON with a `ColumnHead` and its kilowatts from the first of the month
 * (UTC) as `packKilowatts` packs them.
 */
export function* writeParsedMonth(
  parsed: ParsedExport,
  areaTypes: ReadonlySet<AreaType>,
): Generator<Buffer, void, undefined> {
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
  yield line(head);
  for (const { identity, minutes, kilowatts } of columns()) {
    const values = packKilowatts(kilowatts);
    const columnHead: ColumnHead = { identity, minutes, bytes: values.length };
    yield line(columnHead);
    yield values;
  }
}

const line = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** A parsed month that is not what `writeParsedMonth` writes. */
export class ParsedMonthError extends Error {
  override readonly name = 'ParsedMonthError';
}

/**
 * Reads what `writeParsedMonth` wrote.
 *
 * @throws ParsedMonthError when it has another format.
 */
export function readParsedMonth(content: Buffer): { head: ParsedMonthHead; columns: MonthColumn[] } {
  let at = 0;
  const readLine = (): unknown => {
    const end = content.indexOf(10, at);
    const text = content.toString('utf8', at, end < 0 ? content.length : end);
    at = end < 0 ? content.length : end + 1;
    return JSON.parse(text);
  };
  const head = readLine() as ParsedMonthHead;
  if (head?.format !== FORMAT) {
    throw new ParsedMonthError(
      `a parsed month of format ${head?.format} where ${FORMAT} is understood; parse the file again`,
    );
  }
  const monthMinutes = daysInMonth(head.month) * 24 * 60;
  const columns: MonthColumn[] = [];
  while (at < content.length) {
    const { identity, minutes, bytes } = readLine() as ColumnHead;
    columns.push({
      identity,
      minutes,
      kilowatts: unpackKilowatts(content.subarray(at, at + bytes), monthMinutes / minutes),
    });
    at += bytes;
  }
  return { head, columns };
}
