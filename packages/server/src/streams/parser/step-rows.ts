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

  /** The kilowatts of the series at a place by interval, of one of its values; undefined if there is none. */
  kilowatts(place: number, value: number): Int32Array | undefined {
    const cell = place * this.width + 1 + value;
    const kilowatts = new Int32Array(this.#pages.length).fill(GAP);
    let hasValue = false;
    for (let interval = 0; interval < kilowatts.length; interval++) {
      const page = this.#pages[interval];
      if (!page || cell >= page.length || page[cell] === GAP) continue;
      kilowatts[interval] = page[cell] ?? GAP;
      hasValue = true;
    }
    return hasValue ? kilowatts : undefined;
  }

  #grow(interval: number): Int32Array {
    const before = this.#pages[interval];
    const page = new Int32Array(Math.ceil(this.#size / GROWTH) * GROWTH * this.width).fill(GAP);
    if (before) page.set(before);
    this.#pages[interval] = page;
    return page;
  }
}
