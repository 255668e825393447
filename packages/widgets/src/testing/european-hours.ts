import type { AreaSeries, StreamName } from '../energy-chart/chart-client.ts';
import { countryOf, flowOf, generationOf, loadOf } from './area-series-of.ts';
import { hourly } from './chart-series-of.ts';

/** Start of {@link europeanHours}: midnight UTC, one in the morning in Brussels. */
export const HOURS_START = Date.UTC(2022, 0, 1);

/** The first hours of a made day of five countries, in all three streams: the n-th hour adds n MW to every value. */
export function europeanHours(hours = 3): Record<StreamName, AreaSeries[]> {
  const countries = {
    GR: countryOf('GR'),
    BG: countryOf('BG'),
    IT: countryOf('IT'),
    FR: countryOf('FR'),
    MK: countryOf('MK'),
  };
  const { GR, BG, IT, FR, MK } = countries;
  const from = (base: number, count = hours) =>
    hourly(
      HOURS_START,
      Array.from({ length: count }, (_, hour) => base + hour),
    );
  const flow = (out: typeof GR, to: typeof GR, there: number, back: number) => [
    flowOf(out, to, from(there)),
    flowOf(to, out, from(back)),
  ];
  return {
    load: [
      loadOf(GR, from(5_500)),
      loadOf(BG, from(4_200)),
      loadOf(IT, from(31_000)),
      loadOf(FR, from(52_000)),
      // A country that is an hour late.
      loadOf(MK, from(900, Math.max(1, hours - 1))),
    ],
    generation: [
      generationOf(GR, 'Wind Onshore', from(3_000)),
      generationOf(GR, 'Fossil Gas', from(1_000)),
      generationOf(FR, 'Nuclear', from(40_000)),
      generationOf(FR, 'Solar', from(4_000)),
      // Half of the mix is an hour late.
      generationOf(BG, 'Nuclear', from(2_000)),
      generationOf(BG, 'Fossil Brown coal/Lignite', from(2_000, Math.max(1, hours - 1))),
    ],
    flows: [...flow(BG, GR, 700, 100), ...flow(GR, IT, 0, 500), ...flow(FR, IT, 2_500, 0)],
  };
}
