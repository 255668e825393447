/** Below this much energy, watt-hours tell more than a kilowatt-hour with zeros. */
const SMALL_WATT_HOURS = 100;

/** Writes watt-hours for people: "4.2 kWh", "12 kWh", "40 Wh". */
export class EnergyFormat {
  readonly #locale: string;
  readonly #formats = new Map<number, Intl.NumberFormat>();

  /** @param locale BCP 47 tag */
  constructor(locale: string) {
    this.#locale = locale;
  }

  /** The number with its unit; the minus sign is U+2212. */
  text(wattHours: number): string {
    const size = Math.abs(wattHours);
    if (size > 0 && size < SMALL_WATT_HOURS) return `${this.#number(wattHours, 0)}\u00a0Wh`;
    return `${this.#number(wattHours / 1000, size < 10_000 ? 2 : 1)}\u00a0kWh`;
  }

  #number(value: number, decimals: number): string {
    const format =
      this.#formats.get(decimals) ?? new Intl.NumberFormat(this.#locale, { maximumFractionDigits: decimals });
    this.#formats.set(decimals, format);
    return format.format(value).replace('-', '\u2212');
  }
}
