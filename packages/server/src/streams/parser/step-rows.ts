/** Stands for "no value" among kilowatts, which never reach it. */
export const GAP = -2_147_483_648;

/** Lengths of an interval in minutes, by the index that tables are kept under. */
export const STEP_MINUTES: readonly number[] = [15, 30, 60];

/** Series by which the page of an interval grows. */
const GROWTH = 64;

/**
 * The rows of a month at one resolution: a page for each interval, in it the cells of each series. The rows of a file
 * jump in time, but those of one time stand near each other and come in the same order of series: so
 * they are near each other in memory, too. The other way round every row would be a cache miss.
 */
export class StepRows {
  /** Cells of one row: the order of its UpdateTime, `GAP` where there is no row, and then its values in kilowatts. */
  readonly width: number;
  readonly #pages: (Int32Array | undefined)[];
  #size = 0;

  /** Intervals of the month. */
  get intervals(): number {
    return this.#pages.length;
  }

  constructor(intervals: number, values: number) {
    this.width = 1 + values;
    this.#pages = Array.from({ length: intervals }, () => undefined);
  }

  /** Takes in a series; returns its place. */
  add(): number {
    return this.#size++;
  }

  /** The page of an interval. The row of the series at a place starts at `place * width`. */
  page(interval: number, place: number): Int32Array {
    const page = this.#pages[interval];
    return page && place * this.width < page.length ? page : this.#grow(interval);
  }

  /** Puts out the kilowatts of the series at a place by interval, of one of its values; false if there is none. */
  readKilowatts(place: number, value: number, out: Int32Array): boolean {
    const cell = place * this.width + 1 + value;
    let hasValue = false;
    for (let interval = 0; interval < out.length; interval++) {
      const kilowatts = this.#pages[interval]?.[cell] ?? GAP;
      out[interval] = kilowatts;
      if (kilowatts !== GAP) hasValue = true;
    }
    return hasValue;
  }

  #grow(interval: number): Int32Array {
    const before = this.#pages[interval];
    const page = new Int32Array(Math.ceil(this.#size / GROWTH) * GROWTH * this.width).fill(GAP);
    if (before) page.set(before);
    this.#pages[interval] = page;
    return page;
  }
}
