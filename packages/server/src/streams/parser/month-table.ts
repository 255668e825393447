import { type SeriesIdentity, seriesIdentityKey } from '../series-identity.ts';
import { GAP, STEP_MINUTES, StepRows } from './step-rows.ts';

export { GAP, STEP_MINUTES };

/** The series that the rows of one key (an area and production type, a border) feed, one for each of the stream's values. */
export class MonthSeries {
  readonly identities: readonly SeriesIdentity[];
  /** Its place in the rows of each of `STEP_MINUTES`, -1 while it has none. */
  readonly places: Int32Array = new Int32Array(STEP_MINUTES.length).fill(-1);

  constructor(identities: readonly SeriesIdentity[]) {
    this.identities = identities;
  }
}

/** How large a table can get. */
export interface MonthTableSize {
  readonly days: number;
  /** Values of a row. */
  readonly values: number;
  readonly maxSeries: number;
}

/** Every series of a file. Its size depends on the month and the series, not on the number of rows. */
export class MonthTable {
  /** One for each of `STEP_MINUTES`. */
  readonly steps: readonly StepRows[];
  readonly #series = new Map<string, MonthSeries>();
  readonly #limit: number;

  constructor({ days, values, maxSeries }: MonthTableSize) {
    this.steps = STEP_MINUTES.map((minutes) => new StepRows((days * 24 * 60) / minutes, values));
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

  /** Each series and resolution with at least one value. The next one overwrites the kilowatts of the one before. */
  *columns(): Generator<MonthColumn> {
    for (const [step, rows] of this.steps.entries()) {
      const minutes = STEP_MINUTES[step] ?? 0;
      const kilowatts = new Int32Array(rows.intervals);
      for (const { identities, places } of this.#series.values()) {
        const place = places[step] ?? -1;
        if (place < 0) continue;
        for (const [index, identity] of identities.entries()) {
          if (rows.readKilowatts(place, index, kilowatts)) yield { identity, minutes, kilowatts };
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
