import type { StreamDefinition } from '../packages/server/src/streams/definitions.ts';

const DAYS = 31;
const HOURS_PER_DAY = 24;
const DAY_MS = 86_400_000;
/** Rows that stay together: real exports jump in time after a few dozen rows. */
const CLUMP = 48;
const SEED = 20_220_101;

/** A row of the sample, at its place of a day that is repeated. */
interface SampleRow {
  readonly cells: readonly string[];
  /** Hour of the day at which it is put out. */
  readonly hour: number;
  /** `:MM:SS.000` */
  readonly afterHour: string;
  readonly updatedMs: number;
}

/**
 * Makes January 2022 out of a real export that holds its first days or hours: whole days are repeated; where the
 * sample has not even one, its last hours stand for the missing ones too. Values differ by up to one
 * percent from day to day, zeros and gaps stay. Like in real exports, rows are not sorted by time: clumps of rows in
 * their original order come in a shuffled order, always the same one.
 */
export class MonthMaker {
  readonly #header: string;
  readonly #days: readonly (readonly SampleRow[])[];
  readonly #valueColumns: ReadonlySet<number>;

  constructor(sample: string, { values }: StreamDefinition) {
    const [header = '', ...lines] = sample.trimEnd().split('\n');
    const names = header.split('\t');
    this.#header = header;
    this.#valueColumns = new Set(
      values.map(({ column }) => names.findIndex((name) => column.includes(name))),
    );
    this.#days = sampleDays(lines.map((line) => line.split('\t')));
  }

  /** The header and the rows that start before an hour of the month. */
  *lines(upToHour: number): Generator<string> {
    yield this.#header;
    for (const { day, rows, from } of this.#clumps()) {
      for (const [index, row] of rows.slice(from, from + CLUMP).entries()) {
        if (day * HOURS_PER_DAY + row.hour < upToHour) yield this.#line(row, day, index + day);
      }
    }
  }

  #clumps(): { day: number; rows: readonly SampleRow[]; from: number }[] {
    const clumps = [];
    for (let day = 0; day < DAYS; day++) {
      const rows = this.#days[day % this.#days.length] ?? [];
      for (let from = 0; from < rows.length; from += CLUMP) clumps.push({ day, rows, from });
    }
    return shuffle(clumps);
  }

  #line(row: SampleRow, day: number, variation: number): string {
    const date = `2022-01-${twoDigits(day + 1)} ${twoDigits(row.hour)}${row.afterHour}`;
    const sampleDay = day % this.#days.length;
    const updated = new Date(row.updatedMs + (day - sampleDay) * DAY_MS).toISOString();
    const factor = 1 + ((variation % 21) - 10) / 1000;
    const cells = row.cells.map((cell, column) =>
      this.#valueColumns.has(column) ? vary(cell, factor) : cell,
    );
    return [date, ...cells.slice(1, -1), updated.slice(0, 19).replace('T', ' ')].join('\t');
  }
}

function sampleDays(table: readonly string[][]): SampleRow[][] {
  const hourOfMonth = ([time = '']: readonly string[]) =>
    (Number(time.slice(8, 10)) - 1) * HOURS_PER_DAY + Number(time.slice(11, 13));
  const hours = table.reduce((most, cells) => Math.max(most, hourOfMonth(cells) + 1), 0);
  const days = Array.from({ length: Math.max(1, Math.floor(hours / HOURS_PER_DAY)) }, (): SampleRow[] => []);
  const missing = Math.max(0, HOURS_PER_DAY - hours);
  for (const cells of table) {
    const rows = days[Math.floor(hourOfMonth(cells) / HOURS_PER_DAY)];
    if (!rows) continue;
    const hour = hourOfMonth(cells) % HOURS_PER_DAY;
    const updatedMs = Date.parse(`${(cells.at(-1) ?? '').replace(' ', 'T')}Z`);
    const row = { cells, hour, afterHour: (cells[0] ?? '').slice(13), updatedMs };
    rows.push(row);
    if (hour + missing >= hours) rows.push({ ...row, hour: hour + missing });
  }
  return days;
}

function vary(cell: string, factor: number): string {
  const decimals = cell.length - 1 - cell.indexOf('.');
  return cell === '' || Number(cell) === 0 ? cell : (Number(cell) * factor).toFixed(decimals);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Fisher and Yates, by a small generator of equal numbers in every run. */
function shuffle<T>(items: T[]): T[] {
  let state = SEED;
  for (let last = items.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}
