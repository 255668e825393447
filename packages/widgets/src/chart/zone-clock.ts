const DAY_MS = 86_400_000;

/**
 * The clock on the wall of an IANA time zone.
 *
 * "Local" milliseconds are what `Date.UTC` gives for the wall clock's reading; they exist only here
 * and in axis labels, everything else is UTC.
 */
export class ZoneClock {
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  /** Offset of each UTC day that has but one, or null where it changes within. */
  readonly #dayOffsets = new Map<number, number | null>();

  /** @throws RangeError when the zone is not known. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Milliseconds that the wall clock is ahead of UTC at an instant. */
  offsetAt(instant: number): number {
    const day = Math.floor(instant / DAY_MS);
    let offset = this.#dayOffsets.get(day);
    if (offset === undefined) {
      const atStart = this.#measureOffset(day * DAY_MS);
      offset = atStart === this.#measureOffset((day + 1) * DAY_MS) ? atStart : null;
      this.#dayOffsets.set(day, offset);
    }
    return offset ?? this.#measureOffset(instant);
  }

  /** The wall clock's reading at an instant. */
  localAt(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** The first instant at which the wall clock reads `local`, or the first one after where it skips that. */
  instantOf(local: number): number {
    const before = this.offsetAt(local - DAY_MS);
    const after = this.offsetAt(local + DAY_MS);
    const candidates = [local - before, local - after].sort((a, b) => a - b);
    const exact = candidates.find((instant) => this.localAt(instant) === local);
    // In a skipped hour the offset from before the change gives the same distance past the change.
    return exact ?? this.#changeBetween(local - DAY_MS, local + DAY_MS);
  }

  /** Whether the wall clock reads the same an hour or so before or after: the repeated hour in autumn. */
  isRepeated(instant: number): boolean {
    const local = this.localAt(instant);
    const before = this.offsetAt(instant - DAY_MS);
    const after = this.offsetAt(instant + DAY_MS);
    return before > after && this.localAt(local - before) === local && this.localAt(local - after) === local;
  }

  #changeBetween(from: number, to: number): number {
    const offset = this.#measureOffset(from);
    while (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      if (this.#measureOffset(middle) === offset) from = middle;
      else to = middle;
    }
    return to;
  }

  #measureOffset(instant: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = Number(value);
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  }
}
