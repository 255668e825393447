import type { IntakeMeter } from './meter-directory.ts';

/** What a register showed at a time, epoch milliseconds. */
export interface RegisterPoint {
  readonly at: number;
  readonly wattHours: number;
}

/** The exchange of a device: what the old one showed last and the new one first. */
export interface Exchange {
  readonly at: number;
  readonly finalWattHours: number;
  readonly initialWattHours: number;
}

/** What was consumed from one time to another, epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Negative if the register went back and has not started over. */
  readonly wattHours: number;
}

/**
 * The stretches between two readings that follow each other: one, and one more for each exchange between them. What
 * is read at the very time of an exchange is of the new device. A register that shows less than before has started over
 * once, if it ever does and less than half of its turn was consumed; otherwise it went back: a meter that steps
 * back a little has not consumed almost a whole turn.
 *
 * @param exchanges of the meter, by time.
 */
export function stretchesOf(
  meter: Pick<IntakeMeter, 'registerModulus'>,
  { from, to, exchanges }: { from: RegisterPoint; to: RegisterPoint; exchanges: readonly Exchange[] },
): Stretch[] {
  const stretches: Stretch[] = [];
  let start = from;
  const goOnTo = (end: RegisterPoint) => {
    const difference = end.wattHours - start.wattHours;
    const turned = difference + meter.registerModulus;
    const startedOver = difference < 0 && turned * 2 < meter.registerModulus;
    stretches.push({ from: start.at, to: end.at, wattHours: startedOver ? turned : difference });
  };
  for (const { at, finalWattHours, initialWattHours } of exchanges) {
    if (at <= from.at || at > to.at) continue;
    goOnTo({ at, wattHours: finalWattHours });
    start = { at, wattHours: initialWattHours };
  }
  goOnTo(to);
  return stretches;
}
