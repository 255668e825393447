import type { ExportFileName } from './export-file-name.ts';
import { FileRejectedError } from './file-rejected-error.ts';
import { KeyIndex } from './key-index.ts';
import { daysInMonth } from './month-length.ts';
import { GAP, type MonthSeries, STEP_MINUTES } from './month-table.ts';
import { type Kilowatts, parseKilowatts } from './parse-kilowatts.ts';
import { minuteOfDay, twoDigits, updateOrder } from './parse-time.ts';
import { type RowKey, type RowKeyRules, resolveRowKey } from './row-keys.ts';
import type { StepRows } from './step-rows.ts';

/** Longest line that is read, in bytes. Real ones have 120. */
export const MAX_LINE_BYTES = 65_536;

/** Most distinct keys in a file. Real ones have 1,100. */
const MAX_KEYS = 50_000;

const NEWLINE = 10;
const RETURN = 13;
const LAST_SEPARATOR = 44;
const MINUTES_PER_DAY = 1440;

/**
 * Reads the rows of an export into a month table, byte by byte and without making a string of a
 * row: csv-parse agrees with it row by row and takes many times as long. Bad rows are left out and reported
 * with their line.
 *
 * The casts `as number` stand where an index is within bounds by construction.
 */
export class RowScanner {
  rowsRead = 0;
  rowsKept = 0;
  duplicates = 0;
  /** Values with more than three decimals of a megawatt. */
  rounded = 0;
  /** The last line has no newline and is not whole: the file was cut off. */
  lastLineCut = false;

  readonly #rules: RowKeyRules;
  readonly #keys = new KeyIndex<RowKey>();
  readonly #spans: Int32Array;
  /** Where each column starts; one more than there are columns. */
  readonly #starts: Int32Array;
  /** `2022` and `-01-`, as the four bytes that they are. */
  readonly #year: number;
  readonly #month: number;
  readonly #days: number;
  readonly #kilowatts: Kilowatts = { value: 0, rounded: false };
  readonly #row: Int32Array;
  /** The bytes that are being scanned, to read four of them at once. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  #line = 1;
  #rest = Buffer.alloc(0);
  #updateTimeLength = 0;
  /** Of the line that `#splitLine` has split. */
  #columns = 0;
  #hasNul = false;

  constructor(name: ExportFileName, rules: RowKeyRules) {
    this.#rules = rules;
    this.#spans = new Int32Array(rules.layout.key.length * 2);
    this.#starts = new Int32Array(rules.layout.columnCount + 1);
    this.#row = new Int32Array(rules.layout.values.length);
    const month = Buffer.from(name.month, 'latin1');
    this.#year = month.readInt32BE(0);
    this.#month = month.readInt32BE(4);
    this.#days = daysInMonth(name.month);
  }

  /** Reads the next bytes after the header line. Keeps at most one unfinished line. */
  push(chunk: Buffer): void {
    let from = 0;
    if (this.#rest.length > 0) {
      const end = chunk.indexOf(NEWLINE);
      const line = Buffer.concat([this.#rest, end < 0 ? chunk : chunk.subarray(0, end + 1)]);
      this.#rest = Buffer.alloc(0);
      from = end < 0 ? chunk.length : end + 1;
      this.#keepRest(line, this.#scan(line, 0));
    }
    if (from < chunk.length) this.#keepRest(chunk, this.#scan(chunk, from));
  }

  /** Reads a last line without newline: whole if it has every column and a full UpdateTime. */
  end(): void {
    if (this.#rest.length === 0) return;
    const line = Buffer.concat([this.#rest, Buffer.from([NEWLINE])]);
    const { layout } = this.#rules;
    const columns = line
      .subarray(0, -1)
      .toString()
      .replace(/\r$/, '')
      .split(String.fromCharCode(layout.delimiter));
    const updateTime = Buffer.from(columns[layout.updateTime] ?? '');
    const whole =
      columns.length === layout.columnCount &&
      updateOrder(updateTime, 0, updateTime.length) >= 0 &&
      (this.#updateTimeLength === 0 || updateTime.length === this.#updateTimeLength);
    if (whole) this.#scan(line, 0);
    else this.lastLineCut = true;
  }

  #keepRest(bytes: Buffer, from: number): void {
    if (bytes.length - from > MAX_LINE_BYTES) {
      throw new FileRejectedError(`line ${this.#line + 1}: longer than ${MAX_LINE_BYTES} bytes`);
    }
    // A copy: the chunk belongs to whoever read it.
    if (from < bytes.length) this.#rest = Buffer.from(bytes.subarray(from));
  }

  /** Reads every whole line and returns where the rest starts. */
  #scan(bytes: Buffer, from: number): number {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let lineStart = from;
    for (;;) {
      const newline = this.#splitLine(bytes, lineStart);
      if (newline < 0) return lineStart;
      this.#line++;
      const end = newline > lineStart && bytes[newline - 1] === RETURN ? newline - 1 : newline;
      if (end > lineStart) this.#readLine(bytes, end);
      lineStart = newline + 1;
    }
  }

  /** Finds the columns of the line at `from`; returns where its newline stands, -1 where there is none. */
  #splitLine(bytes: Buffer, from: number): number {
    const { delimiter } = this.#rules.layout;
    const starts = this.#starts;
    // No field of this object is written inside the loop: that would double its time.
    let column = 0;
    let hasNul = false;
    starts[0] = from;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte > LAST_SEPARATOR) continue;
      if (byte === delimiter) {
        column++;
        if (column < starts.length) starts[column] = at + 1;
      } else if (byte === NEWLINE) {
        this.#columns = column + 1;
        this.#hasNul = hasNul;
        return at;
      } else if (byte === 0) {
        hasNul = true;
      }
    }
    return -1;
  }

  #readLine(bytes: Buffer, end: number): void {
    const { columnCount } = this.#rules.layout;
    this.rowsRead++;
    if (this.#hasNul) {
      this.#bad('holds a NUL byte');
    } else if (this.#columns === columnCount) {
      this.#starts[columnCount] = end + 1;
      this.#readRow(bytes);
    } else {
      this.#bad(`${this.#columns} columns where the header has ${columnCount}`);
    }
  }

  #bad(reason: string): void {
    this.#rules.issues.bad(this.#line, reason);
  }

  #badField(bytes: Buffer, column: number, why: string): void {
    const text = bytes.toString('utf8', this.#starts[column], this.#end(column));
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    this.#bad(`${this.#rules.layout.names[column]} ${JSON.stringify(shown)} ${why}`);
  }

  #end(column: number): number {
    return (this.#starts[column + 1] as number) - 1;
  }

  #readRow(bytes: Buffer): void {
    const { layout } = this.#rules;
    const key = this.#keyOf(bytes);
    if (key.problem) this.#bad(key.problem);
    if (key.targets.length === 0) return;

    const step = this.#step(bytes, layout.resolution);
    if (step < 0) return;
    const interval = this.#interval(bytes, layout.time, STEP_MINUTES[step] as number);
    if (interval < 0) return;
    const update = this.#update(bytes, layout.updateTime);
    if (update < 0) return;
    for (let index = 0; index < layout.values.length; index++) {
      const value = this.#value(bytes, layout.values[index] as number);
      if (Number.isNaN(value)) return;
      this.#row[index] = value;
    }
    this.rowsKept++;
    for (const target of key.targets) this.#store(target, step, interval, update);
  }

  #keyOf(bytes: Buffer): RowKey {
    const columns = this.#rules.layout.key;
    const spans = this.#spans;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index] as number;
      spans[index * 2] = this.#starts[column] as number;
      spans[index * 2 + 1] = this.#end(column);
    }
    const hash = KeyIndex.hash(this.#view, spans);
    return this.#keys.get(this.#view, spans, hash) ?? this.#learnKey(bytes, hash);
  }

  #learnKey(bytes: Buffer, hash: number): RowKey {
    if (this.#keys.size >= MAX_KEYS) {
      throw new FileRejectedError(`line ${this.#line}: more than ${MAX_KEYS} different series`);
    }
    const columns = this.#rules.layout.names.map((_, column) =>
      bytes.toString('utf8', this.#starts[column], this.#end(column)),
    );
    const key = resolveRowKey(columns, this.#line, this.#rules);
    this.#keys.set(this.#view, this.#spans, hash, key);
    return key;
  }

  /** Index in `STEP_MINUTES` of `PT15M`, `PT30M`, `PT60M`; -1, and the row reported, for anything else. */
  #step(bytes: Buffer, column: number): number {
    const at = this.#starts[column] as number;
    const framed = bytes[at] === 80 && bytes[at + 1] === 84 && bytes[at + 4] === 77;
    const minutes = framed && this.#end(column) === at + 5 ? twoDigits(bytes, at + 2) : 0;
    const step = STEP_MINUTES.indexOf(minutes);
    if (step < 0) this.#badField(bytes, column, 'is not one of PT15M, PT30M, PT60M');
    return step;
  }

  /** Order of the row's UpdateTime; -1, and the row reported, where it is no time. */
  #update(bytes: Buffer, column: number): number {
    const from = this.#starts[column] as number;
    const to = this.#end(column);
    const update = updateOrder(bytes, from, to);
    if (update < 0) this.#badField(bytes, column, 'is not a time like 2022-01-31 23:45:00');
    else this.#updateTimeLength = to - from;
    return update;
  }

  /** Interval of the month that starts at the row's time; -1, and the row reported, where there is none. */
  #interval(bytes: Buffer, column: number, stepMinutes: number): number {
    const at = this.#starts[column] as number;
    const separator = bytes[at + 10];
    const minute = separator === 32 || separator === 84 ? minuteOfDay(bytes, at + 11, this.#end(column)) : -1;
    const day = twoDigits(bytes, at + 8);
    if (minute < 0 || day > 31) {
      this.#badField(bytes, column, 'is not a time like 2022-01-31 23:45:00.000');
      return -1;
    }
    if (this.#view.getInt32(at) !== this.#year || this.#view.getInt32(at + 4) !== this.#month) {
      this.#badField(bytes, column, 'lies outside the month of the file');
      return -1;
    }
    if (day < 1 || day > this.#days) {
      this.#badField(bytes, column, 'is no day of its month');
      return -1;
    }
    if (minute % stepMinutes !== 0) {
      this.#badField(bytes, column, `is no start of an interval of ${stepMinutes} minutes`);
      return -1;
    }
    return ((day - 1) * MINUTES_PER_DAY + minute) / stepMinutes;
  }

  /** Kilowatts, `GAP` where the field is empty; NaN, and the row reported, where it is no number. */
  #value(bytes: Buffer, column: number): number {
    const from = this.#starts[column] as number;
    const to = this.#end(column);
    if (from === to) return GAP;
    parseKilowatts(bytes, from, to, this.#kilowatts);
    if (Number.isNaN(this.#kilowatts.value)) {
      this.#badField(bytes, column, 'is not a number of megawatts below 2,147,483');
    } else if (this.#kilowatts.rounded) {
      this.rounded++;
    } else if (this.#kilowatts.value === 0 && this.#rules.stream.zeroIsSuspect) {
      const { name } = this.#rules.layout.areas[0] ?? { name: 0 };
      const area = bytes.toString('utf8', this.#starts[name], this.#end(name));
      this.#rules.issues.remark(
        this.#line,
        `zero ${area}`,
        `${area}: a value of zero is suspect, it is kept`,
      );
    }
    return this.#kilowatts.value;
  }

  /** Of rows with the same key and time the latest UpdateTime wins, then the last row. */
  #store(target: MonthSeries, step: number, interval: number, update: number): void {
    const rows = this.#rules.table.steps[step] as StepRows;
    let place = target.places[step] as number;
    if (place < 0) {
      place = rows.add();
      target.places[step] = place;
    }
    const cells = rows.page(interval, place);
    const at = place * rows.width;
    const before = cells[at] as number;
    if (before >= 0) {
      this.duplicates++;
      if (this.#row.some((value, index) => value !== cells[at + 1 + index])) {
        const area = target.identities[0]?.area;
        this.#rules.issues.remark(
          this.#line,
          `conflict ${area?.eic} ${area?.areaType}`,
          `a row of ${area?.name} stands there before with another value; the latest UpdateTime wins`,
        );
      }
      if (before > update) return;
    }
    cells[at] = update;
    for (let index = 0; index < this.#row.length; index++) cells[at + 1 + index] = this.#row[index] as number;
  }
}
