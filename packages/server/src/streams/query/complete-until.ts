import type { MsRange } from './encode-runs.ts';
import type { Stretch } from './pick-finest.ts';

const MS_PER_QUARTER = 900_000;
const QUARTERS_PER_DAY = 96;

/** How long before the range its values must be read, so that its first interval can be judged. */
export const COMPLETE_UNTIL_LOOK_BACK_MS = QUARTERS_PER_DAY * MS_PER_QUARTER;

/**
 * Finds until when the generation mix of one area is complete: the end of the last interval in a range for
 * which every production type that reported within the 24 hours before has a value. Intervals after it lack
 * a type that usually reports, so shares computed from them would be wrong. Output and consumption of a type
 * count as one: pumped storage that only consumes has reported.
 */
export class CompletenessCollector {
  readonly #from: number;
  readonly #reported = new Map<string, Uint8Array>();
  readonly #slots: number;

  /** `range`: epoch milliseconds, half-open; add the values of the 24 hours before it, too. */
  constructor(range: MsRange) {
    this.#from = Math.ceil(range.from / MS_PER_QUARTER) * MS_PER_QUARTER - COMPLETE_UNTIL_LOOK_BACK_MS;
    this.#slots = Math.max(0, Math.ceil((range.to - this.#from) / MS_PER_QUARTER));
  }

  add(productionType: string, stretch: Stretch): void {
    let reported = this.#reported.get(productionType);
    if (!reported) {
      reported = new Uint8Array(this.#slots);
      this.#reported.set(productionType, reported);
    }
    const quarters = stretch.stepMinutes / 15;
    const offset = (stretch.start - this.#from) / MS_PER_QUARTER;
    for (const [index, kilowatts] of stretch.kilowatts.entries()) {
      const slot = offset + index * quarters;
      if (kilowatts !== null && slot + quarters > 0) reported.fill(1, Math.max(0, slot), slot + quarters);
    }
  }

  /** End of the last complete interval or of the range, whichever is first, epoch milliseconds; undefined if none is complete. */
  finish(): number | undefined {
    const types = [...this.#reported.values()];
    for (let slot = this.#slots - 1; slot >= QUARTERS_PER_DAY; slot--) {
      if (isComplete(types, slot)) return this.#from + (slot + 1) * MS_PER_QUARTER;
    }
    return undefined;
  }
}

function isComplete(types: readonly Uint8Array[], slot: number): boolean {
  const dayBefore = Math.max(0, slot - QUARTERS_PER_DAY);
  const missing = types.filter((reported) => reported[slot] !== 1);
  return (
    missing.length < types.length &&
    !missing.some((reported) => reported.subarray(dayBefore, slot).includes(1))
  );
}
