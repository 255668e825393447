import type { IntakeMeter } from './meter-directory.ts';

/** By how much the total of an hour changes. */
export interface HourDelta {
  readonly meter: IntakeMeter;
  /** Start of the hour, epoch milliseconds. */
  readonly hour: number;
  wattHours: number;
  knownMinutes: number;
  /** The newest reading that was taken in the hour, epoch milliseconds; undefined if only later ones tell of it. */
  lastReadingAt: number | undefined;
}

/** What a batch of readings changes in the totals of hours: sums, so that the order of readings does not matter. */
export class HourDeltas {
  readonly #meters = new Map<IntakeMeter, Map<number, HourDelta>>();

  /** Adds to an hour, which is named by its start. */
  add(
    meter: IntakeMeter,
    hour: number,
    { wattHours, minutes }: { wattHours: number; minutes: number },
  ): void {
    const delta = this.#of(meter, hour);
    delta.wattHours += wattHours;
    delta.knownMinutes += minutes;
  }

  /** Notes that a reading was taken at a time: in the hour that holds the instant before. */
  taken(meter: IntakeMeter, at: number): void {
    const delta = this.#of(meter, meter.clock.hourOf(at - 1));
    delta.lastReadingAt = Math.max(delta.lastReadingAt ?? at, at);
  }

  /** Every hour that was touched, by meter and time: whoever writes them in this order waits for nobody in a circle. */
  sorted(): HourDelta[] {
    const meters = [...this.#meters].sort(([a], [b]) => (a.meterId < b.meterId ? -1 : 1));
    return meters.flatMap(([, hours]) => [...hours.values()].sort((a, b) => a.hour - b.hour));
  }

  #of(meter: IntakeMeter, hour: number): HourDelta {
    const hours = this.#meters.get(meter) ?? new Map<number, HourDelta>();
    this.#meters.set(meter, hours);
    const delta = hours.get(hour) ?? { meter, hour, wattHours: 0, knownMinutes: 0, lastReadingAt: undefined };
    hours.set(hour, delta);
    return delta;
  }
}
