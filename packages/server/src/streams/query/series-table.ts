import type { StreamName } from '../definitions.ts';
import { readDays, type SeriesDay } from './read-days.ts';
import type { SeriesRead } from './read-series.ts';
import type { SeriesRow, StreamSql } from './series-store.ts';
import { daysOf } from './utc-days.ts';

/** A field of a table: text, a number of megawatts, or null where nothing is known. */
export type Cell = string | number | null;

/** The columns of each stream's table. Times are UTC starts of intervals, resolutions ISO 8601, values MW. */
export const TABLE_COLUMNS: Readonly<Record<StreamName, readonly string[]>> = {
  load: ['time_utc', 'area', 'resolution', 'load_mw'],
  generation: ['time_utc', 'area', 'production_type', 'resolution', 'output_mw', 'consumption_mw'],
  flows: ['time_utc', 'from_area', 'to_area', 'resolution', 'flow_mw'],
};

/** So many days are in memory at once, as rows: far more than as chunks. */
const CHUNKS_PER_WINDOW = 200;

/**
 * The values of series as rows, by time, then key, a day at a time. Output and consumption of one production type
 * share a row; a time where nothing is known has none. Call it in the transaction that selected the series.
 */
export async function* seriesTable(sql: StreamSql, read: SeriesRead): AsyncGenerator<Cell[][]> {
  const layout = new Map(layOut(read.series));
  const filter = { seriesIds: [...layout.keys()], ...daysOf(read.range), asOf: read.asOf };
  const options = { signal: read.signal, chunksPerWindow: CHUNKS_PER_WINDOW };
  for await (const days of readDays(sql, filter, options)) {
    for (const sameDay of byDay(days)) {
      const rows = new DayTable(read.range);
      for (const day of sameDay) rows.add(day, layout.get(day.seriesId));
      yield rows.finish();
    }
  }
}

interface Place {
  /** Order of the series' key among all keys. */
  readonly order: number;
  /** The cells between time and resolution. */
  readonly key: readonly string[];
  /** Which value column the series fills, of how many. */
  readonly column: number;
  readonly columns: number;
}

function* layOut(series: readonly SeriesRow[]): Generator<[number, Place]> {
  const orders = new Map<string, number>();
  for (const { id, area, toArea, productionType, measure } of series) {
    const ids = `${area.id} ${toArea?.id} ${productionType}`;
    const order = orders.get(ids) ?? orders.size;
    orders.set(ids, order);
    const second = toArea?.mapCode ?? productionType;
    const key = second === null ? [area.mapCode] : [area.mapCode, second];
    const columns = productionType === null ? 1 : 2;
    yield [id, { order, key, column: measure === 'consumption' ? 1 : 0, columns }];
  }
}

function* byDay(days: readonly SeriesDay[]): Generator<SeriesDay[]> {
  let sameDay: SeriesDay[] = [];
  for (const day of days) {
    if (sameDay[0] && sameDay[0].day !== day.day) {
      yield sameDay;
      sameDay = [];
    }
    sameDay.push(day);
  }
  if (sameDay.length > 0) yield sameDay;
}

interface TableRow {
  readonly start: number;
  readonly stepMinutes: number;
  readonly place: Place;
  readonly megawatts: (number | null)[];
}

class DayTable {
  readonly #range: SeriesRead['range'];
  readonly #rows = new Map<string, TableRow>();

  constructor(range: SeriesRead['range']) {
    this.#range = range;
  }

  add({ stretches }: SeriesDay, place: Place | undefined): void {
    if (!place) return;
    for (const { start: first, stepMinutes, kilowatts } of stretches) {
      for (const [slot, value] of kilowatts.entries()) {
        const start = first + slot * stepMinutes * 60_000;
        if (value === null || start < this.#range.from || start >= this.#range.to) continue;
        this.#row({ start, stepMinutes, place }).megawatts[place.column] = value / 1000;
      }
    }
  }

  finish(): Cell[][] {
    return [...this.#rows.values()]
      .sort((a, b) => a.start - b.start || a.place.order - b.place.order || a.stepMinutes - b.stepMinutes)
      .map(({ start, stepMinutes, place, megawatts }) => [
        `${new Date(start).toISOString().slice(0, 19)}Z`,
        ...place.key,
        `PT${stepMinutes}M`,
        ...megawatts,
      ]);
  }

  #row(at: Omit<TableRow, 'megawatts'>): TableRow {
    const key = `${at.start} ${at.place.order} ${at.stepMinutes}`;
    const known = this.#rows.get(key);
    if (known) return known;
    const row = { ...at, megawatts: Array<number | null>(at.place.columns).fill(null) };
    this.#rows.set(key, row);
    return row;
  }
}
