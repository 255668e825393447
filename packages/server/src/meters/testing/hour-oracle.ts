import type { Exchange } from '../register-stretches.ts';

const MS_PER_MINUTE = 60_000;

/** For tests: what is stored of a meter, at whole minutes, epoch milliseconds. */
export interface StoredPoint {
  readonly at: number;
  readonly wattHours: number;
}

/** For tests: what an hour holds. */
export interface HourTruth {
  wattHours: number;
  minutes: number;
}

/**
 * For tests: the totals of hours as one would reckon them by hand, minute by minute, from what is stored in the end. An hour is
 * a stretch of minutes that a clock of the zone shows with one date, hour and offset; it is named by its first instant.
 */
export class HourOracle {
  readonly #format: Intl.DateTimeFormat;
  readonly #labels = new Map<number, string>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      timeZoneName: 'longOffset',
    });
  }

  ofIntervals(points: readonly StoredPoint[], intervalMinutes: number): Map<number, HourTruth> {
    const hours = new Map<number, HourTruth>();
    for (const { at, wattHours } of points) this.#add(hours, at, wattHours, intervalMinutes);
    for (const truth of hours.values()) truth.minutes = Math.min(60, truth.minutes);
    return hours;
  }

  ofRegister(
    points: readonly StoredPoint[],
    { modulus, exchanges }: { modulus: number; exchanges: readonly Exchange[] },
  ): Map<number, HourTruth> {
    const hours = new Map<number, HourTruth>();
    for (const { at } of points) this.#add(hours, at, 0, 0);
    const sorted = points.toSorted((a, b) => a.at - b.at);
    for (const [index, to] of sorted.entries()) {
      const from = sorted[index - 1];
      if (!from) continue;
      const exchange = exchanges.find(({ at }) => at > from.at && at < to.at);
      if (exchange) {
        this.#spread(hours, from, { at: exchange.at, wattHours: exchange.finalWattHours }, modulus);
        this.#spread(hours, { at: exchange.at, wattHours: exchange.initialWattHours }, to, modulus);
      } else this.#spread(hours, from, to, modulus);
    }
    return hours;
  }

  /** Each minute gets what has been consumed by its end less what had been by its start, in whole watt-hours of hours. */
  #spread(hours: Map<number, HourTruth>, from: StoredPoint, to: StoredPoint, modulus: number): void {
    const total =
      to.wattHours >= from.wattHours
        ? to.wattHours - from.wattHours
        : to.wattHours + modulus - from.wattHours;
    let given = 0;
    for (let end = from.at + MS_PER_MINUTE; end <= to.at; end += MS_PER_MINUTE) {
      const hourEnds = end === to.at || this.#label(end) !== this.#label(end - MS_PER_MINUTE);
      const upTo = hourEnds
        ? Math.floor((total * ((end - from.at) / MS_PER_MINUTE)) / ((to.at - from.at) / MS_PER_MINUTE))
        : given;
      this.#add(hours, end, upTo - given, 1);
      given = upTo;
    }
  }

  #add(hours: Map<number, HourTruth>, end: number, wattHours: number, minutes: number): void {
    const hour = this.hourOf(end - MS_PER_MINUTE);
    const truth = hours.get(hour) ?? { wattHours: 0, minutes: 0 };
    hours.set(hour, { wattHours: truth.wattHours + wattHours, minutes: truth.minutes + minutes });
  }

  /** The first minute with the label of this one. */
  hourOf(minute: number): number {
    let start = minute;
    while (this.#label(start - MS_PER_MINUTE) === this.#label(minute)) start -= MS_PER_MINUTE;
    return start;
  }

  #label(minute: number): string {
    const label = this.#labels.get(minute) ?? this.#format.format(minute);
    this.#labels.set(minute, label);
    return label;
  }
}
