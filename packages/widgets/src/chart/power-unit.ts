/** The unit that a whole chart speaks, so that its numbers compare at a glance. */
export interface PowerUnit {
  readonly name: 'kW' | 'MW' | 'GW';
  readonly megawatts: number;
}

const KILOWATT: PowerUnit = { name: 'kW', megawatts: 0.001 };
const MEGAWATT: PowerUnit = { name: 'MW', megawatts: 1 };
const GIGAWATT: PowerUnit = { name: 'GW', megawatts: 1000 };

/** The unit for values up to `largestMegawatts`: the largest that there are two of. */
export function powerUnitFor(largestMegawatts: number): PowerUnit {
  if (largestMegawatts >= 2 * GIGAWATT.megawatts) return GIGAWATT;
  // Where all is zero nothing asks for a small one.
  return largestMegawatts >= 2 || largestMegawatts === 0 ? MEGAWATT : KILOWATT;
}

/** Writes megawatts as numbers of a unit, without its name: "5.876", "−0.4". */
export class PowerFormat {
  readonly unit: PowerUnit;
  readonly #fixed: Intl.NumberFormat;
  readonly #small: Intl.NumberFormat;
  /** In the unit: of what is smaller, fixed digits would tell less than two. */
  readonly #smallBelow: number;

  /**
   * @param decimals Digits after the point; by default a gigawatt is told to the megawatt, and nothing that is there as
   *   zero: two digits are told even of what is small in its unit.
   */
  constructor(unit: PowerUnit, locale: string, decimals?: number) {
    this.unit = unit;
    const digits = decimals ?? (unit === GIGAWATT ? 3 : 0);
    const format = (options: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(locale, { ...options, signDisplay: 'negative' });
    this.#fixed = format({ minimumFractionDigits: digits, maximumFractionDigits: digits });
    this.#small = format({ maximumSignificantDigits: 2 });
    this.#smallBelow = decimals === undefined ? 10 ** (1 - digits) : 0;
  }

  /** The number alone, for columns and axes. */
  number(megawatts: number): string {
    // To the watt: what lies below is the rounding of sums.
    const value = Math.round(megawatts * 1e6) / 1e6 / this.unit.megawatts;
    const isSmall = value !== 0 && Math.abs(value) < this.#smallBelow;
    return (isSmall ? this.#small : this.#fixed).format(value).replace('-', '\u2212');
  }

  /** The number with its unit, for prose. */
  text(megawatts: number): string {
    return `${this.number(megawatts)} ${this.unit.name}`;
  }
}
