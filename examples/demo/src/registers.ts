import type { ReadingSink, SimulatedReading } from '@wattlet/server/simulator';
import type { DemoMeter } from './demo-homes.ts';

/** What a register showed when it was built in, in watt-hours. */
const FIRST_SHOWN = 4_000_000;

/** Turns what homes consume in each interval into what their registers show, and goes on where those are. */
export class Registers {
  /** By meter, in watt-hours. */
  readonly #shown: Map<string, number>;
  /** By meter, when it was read last, epoch milliseconds. */
  readonly #readAt: Map<string, number>;

  constructor(meters: readonly Pick<DemoMeter, 'meterId' | 'last'>[]) {
    this.#shown = new Map(meters.map(({ meterId, last }) => [meterId, last?.wattHours ?? FIRST_SHOWN]));
    this.#readAt = new Map(meters.map(({ meterId, last }) => [meterId, last?.at.getTime() ?? 0]));
  }

  /** When the meter that is furthest behind was read last, epoch milliseconds; 0 if one never was. */
  get readUntil(): number {
    return Math.min(...this.#readAt.values());
  }

  /**
   * Hands on what the registers show then; intervals that a register knows already are passed over.
   *
   * @param extra what is consumed beside the reading of an interval, in watt-hours
   */
  sink(to: ReadingSink, extra: (reading: SimulatedReading) => number = () => 0): ReadingSink {
    return {
      send: async ({ item, kind }) => {
        const { meterId, at } = item;
        if (at <= (this.#readAt.get(meterId) ?? 0)) return;
        const wattHours = (this.#shown.get(meterId) ?? FIRST_SHOWN) + item.wattHours + extra(item);
        this.#shown.set(meterId, wattHours);
        this.#readAt.set(meterId, at);
        await to.send({ kind, item: { meterId, at, wattHours } });
      },
    };
  }
}
