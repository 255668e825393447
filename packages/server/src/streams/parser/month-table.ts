import { type SeriesIdentity, seriesIdentityKey } from '../series-identity.ts';

/** Stands for "no value" among kilowatts, which never reach it. */
export const GAP = -2_147_483_648;

/** Lengths of an interval in minutes, by the index that tables are kept under. */
export const STEP_MINUTES: readonly number[] = [15, 30, 60];

const NOT_SEEN = -1;

/** The rows of one key (an area and production type, a border) in a month at one resolution. */
export interface MonthRows {
  /** UpdateTime order of the row that holds each interval, -1 where no row was seen. */
  readonly updates: Int32Array;
  /** For each of the stream's values: kilowatts by interval, `GAP` where empty. */
  readonly kilowatts: readonly Int32Array[];
}

/** The series that the rows of one key feed, one for each of the stream's values. */
export class MonthSeries {
  readonly identities: readonly SeriesIdentity[];
  readonly #steps: (MonthRows | undefined)[] = [undefined, undefined, undefined];

  constructor(identities: readonly SeriesIdentity[]) {
    this.identities = identities;
  }

  /** The rows at one of `STEP_MINUTES`, or undefined if there are none yet. */
  at(step: number): MonthRows | undefined {
    return this.#steps[step];
  }

  /** Makes room for rows at a resolution: `minutes` is the length of the month. */
  open(step: number, minutes: number): MonthRows {
    const intervals = minutes / (STEP_MINUTES[step] ?? 60);
    const rows: MonthRows = {
      updates: new Int32Array(intervals).fill(NOT_SEEN),
      kilowatts: this.identities.map(() => new Int32Array(intervals).fill(GAP)),
    };
    this.#steps[step] = rows;
    return rows;
  }
}

/** Every series of a file. Its size depends on the month and the series, not on the number of rows. */
export class MonthTable {
  readonly #series = new Map<string, MonthSeries>();
  readonly #limit: number;

  constructor(maxSeries: number) {
    this.#limit = maxSeries;
  }

  /** The series of these identities, the same object for equal ones; undefined when the table is full. */
  series(identities: readonly [SeriesIdentity, ...SeriesIdentity[]]): MonthSeries | undefined {
    const key = seriesIdentityKey(identities[0]);
    let series = this.#series.get(key);
    if (!series && this.#series.size < this.#limit) {
      series = new MonthSeries(identities);
      this.#series.set(key, series);
    }
    return series;
  }

  /** Each series and resolution with at least one value. */
  *columns(): Generator<MonthColumn> {
    for (const series of this.#series.values()) {
      for (const [step, minutes] of STEP_MINUTES.entries()) {
        const rows = series.at(step);
        for (const [index, identity] of series.identities.entries()) {
          const kilowatts = rows?.kilowatts[index];
          if (kilowatts?.some((value) => value !== GAP)) yield { identity, minutes, kilowatts };
        }
      }
    }
  }
}

/** The values of one series in a month, by interval from the first of the month, UTC. */
export interface MonthColumn {
  readonly identity: SeriesIdentity;
  readonly minutes: number;
  /** `GAP` where there is no value. */
  readonly kilowatts: Int32Array;
}
