const UNITS = [
  { name: 'TWh', megawattHours: 1_000_000 },
  { name: 'GWh', megawattHours: 1000 },
  { name: 'MWh', megawattHours: 1 },
] as const;

/** A unit is taken from so many of it on: below, the smaller one tells more. */
const LEAST = 10;

/**
 * Makes words for amounts of energy that stand side by side: all in the unit that fits the largest, "43.8 TWh" and not
 * "43,800,000 MWh". The minus sign is U+2212.
 *
 * @param locale BCP 47 tag
 */
export function energyAmounts(
  allMegawattHours: readonly number[],
  locale: string,
): (megawattHours: number) => string {
  const largest = Math.max(0, ...allMegawattHours.map(Math.abs));
  const unit = UNITS.find(({ megawattHours }) => largest >= LEAST * megawattHours) ?? UNITS[2];
  const format = new Intl.NumberFormat(locale, {
    maximumFractionDigits: unit.megawattHours === 1 ? 0 : 2,
    signDisplay: 'negative',
  });
  return (megawattHours) =>
    `${format.format(megawattHours / unit.megawattHours).replace('-', '\u2212')} ${unit.name}`;
}
