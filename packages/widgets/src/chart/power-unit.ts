/** The unit that a whole chart speaks, so that its numbers compare at a glance. */
export interface PowerUnit {
  readonly name: 'MW' | 'GW';
  readonly megawatts: number;
}

const MEGAWATT: PowerUnit = { name: 'MW', megawatts: 1 };
const GIGAWATT: PowerUnit = { name: 'GW', megawatts: 1000 };

/** The unit for values up to `largestMegawatts`: gigawatts from two of them on. */
export function powerUnitFor(largestMegawatts: number): PowerUnit {
  return largestMegawatts >= 2 * GIGAWATT.megawatts ? GIGAWATT : MEGAWATT;
}

/** Writes megawatts as numbers of a unit, without its name: "5.876", "−0.4". */
export class PowerFormat {
  readonly unit: PowerUnit;
  readonly #number: Intl.NumberFormat;

  /** @param decimals Digits after the point; by default a gigawatt is told to the megawatt. */
  constructor(unit: PowerUnit, locale: string, decimals = unit.name === 'GW' ? 3 : 0) {
    this.unit = unit;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    this.#number = new Intl.NumberFormat(locale, { ...digits, signDisplay: 'negative' });
  }

  /** The number alone, for columns and axes. */
  number(megawatts: number): string {
    return this.#number.format(megawatts / this.unit.megawatts).replace('-', '\u2212');
  }

  /** The number with its unit, for prose. */
  text(megawatts: number): string {
    return `${this.number(megawatts)} ${this.unit.name}`;
  }
}
