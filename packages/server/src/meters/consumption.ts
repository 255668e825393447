import type { ConsumptionRow } from './consumption-store.ts';
import { type MeterClock, MS_PER_HOUR } from './meter-clock.ts';

/** How what was consumed is summed up. */
export type ConsumptionStep = 'hour' | 'day' | 'month';

/** What was consumed in an hour, day or month of the meter's zone. */
export interface Consumption {
  /** Epoch milliseconds, half-open. */
  readonly from: number;
  readonly to: number;
  readonly wattHours: bigint;
  /** How much of the time is known, in thousandths; 1,000 only where all of it is. */
  readonly coveragePerMille: number;
  readonly aboveLimitWattHours: bigint;
}

/** Start and end of an hour, day or month, epoch milliseconds; to end before is to be another one. */
interface Period {
  readonly from: number;
  readonly to: number;
}

/** The hour, day or month that holds an instant. */
export function periodOf(clock: MeterClock, step: ConsumptionStep, time: number): Period {
  if (step === 'hour') {
    const from = clock.hourOf(time);
    return { from, to: clock.endOfHour(from) };
  }
  const day = clock.dayOf(time);
  if (step === 'day') return { from: clock.startOfDay(day), to: clock.startOfDay(day + 1) };
  const date = new Date(day * 24 * MS_PER_HOUR);
  const firstDay = (months: number) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) / (24 * MS_PER_HOUR);
  return { from: clock.startOfDay(firstDay(0)), to: clock.startOfDay(firstDay(1)) };
}

/** Sums rows of hours or days up, in time order. Periods of which nothing is known are left out. */
export function sumUp(
  rows: readonly ConsumptionRow[],
  clock: MeterClock,
  step: ConsumptionStep,
): Consumption[] {
  const periods: (Period & { wattHours: bigint; knownMinutes: bigint; aboveLimit: bigint })[] = [];
  for (const { hour, watt_hours, known_minutes, above_limit } of rows) {
    let last = periods.at(-1);
    if (!last || hour.getTime() >= last.to) {
      const period = periodOf(clock, step, hour.getTime());
      last = { ...period, wattHours: 0n, knownMinutes: 0n, aboveLimit: 0n };
      periods.push(last);
    }
    last.wattHours += watt_hours;
    last.knownMinutes += known_minutes;
    last.aboveLimit += above_limit;
  }
  return periods.map(({ from, to, wattHours, knownMinutes, aboveLimit }) => ({
    from,
    to,
    wattHours,
    coveragePerMille: Math.min(1000, Math.floor((Number(knownMinutes) * 60_000_000) / (to - from))),
    aboveLimitWattHours: aboveLimit,
  }));
}
