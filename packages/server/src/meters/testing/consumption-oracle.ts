import type { ConsumptionStep } from '../consumption.ts';
import { HourOracle, type StoredPoint } from './hour-oracle.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** For tests: what a period holds. */
export interface PeriodTruth {
  readonly from: number;
  readonly to: number;
  wattHours: number;
  coveragePerMille: number;
  aboveLimit: number;
}

/** For tests: consumption of readings of quarters of an hour, with periods found minute by minute on a calendar. */
export class ConsumptionOracle {
  readonly #hours: HourOracle;
  readonly #step: ConsumptionStep;
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string, step: ConsumptionStep) {
    this.#hours = new HourOracle(timeZone);
    this.#step = step;
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      ...(step !== 'month' && { day: '2-digit' }),
      ...(step === 'hour' && { hour: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' }),
    });
  }

  of(
    points: readonly StoredPoint[],
    range: { from: number; to: number },
    limit: number | undefined,
  ): PeriodTruth[] {
    const [first, last] = [this.#format.format(range.from), this.#format.format(range.to - 1)];
    const periods = new Map<string, PeriodTruth & { minutes: number }>();
    for (const [hour, { wattHours, minutes }] of this.#hours.ofIntervals(points, 15)) {
      const label = this.#format.format(hour);
      const inRange = (hour >= range.from && hour < range.to) || label === first || label === last;
      if (!inRange) continue;
      const period = periods.get(label) ?? {
        ...this.#bounds(hour, label),
        wattHours: 0,
        coveragePerMille: 0,
        aboveLimit: 0,
        minutes: 0,
      };
      period.wattHours += wattHours;
      period.minutes += minutes;
      period.aboveLimit += limit === undefined ? 0 : Math.max(0, wattHours - limit);
      periods.set(label, period);
    }
    return [...periods.values()]
      .sort((a, b) => a.from - b.from)
      .map(({ minutes, ...period }) => ({
        ...period,
        coveragePerMille: Math.min(
          1000,
          Math.floor((minutes * MS_PER_MINUTE * 1000) / (period.to - period.from)),
        ),
      }));
  }

  /** The first minute of the period, and of the next one: days first where it is a month, then minutes. */
  #bounds(hour: number, label: string): { from: number; to: number } {
    let from = hour;
    let to = hour;
    if (this.#step === 'month') {
      while (this.#format.format(from - MS_PER_DAY) === label) from -= MS_PER_DAY;
      while (this.#format.format(to + MS_PER_DAY) === label) to += MS_PER_DAY;
    }
    while (this.#format.format(from - MS_PER_MINUTE) === label) from -= MS_PER_MINUTE;
    while (this.#format.format(to) === label) to += MS_PER_MINUTE;
    return { from, to };
  }
}
