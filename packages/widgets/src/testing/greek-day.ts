import type { AreaSeries, StreamName } from '../energy-chart/chart-client.ts';
import { countryOf, flowOf, generationOf, loadOf } from './area-series-of.ts';
import { hourly } from './chart-series-of.ts';

const HOUR_MS = 3_600_000;

/** Start of {@link greekDay}: midnight UTC, two in the morning in Athens. */
export const DAY_START = Date.UTC(2022, 0, 1);

/** The first hours of a made day of Greece, in all three streams. */
export function greekDay(hours = 24): Record<StreamName, AreaSeries[]> {
  const greece = countryOf('GR');
  const wave = (mean: number, swing: number) =>
    hourly(
      DAY_START,
      Array.from({ length: hours }, (_, hour) =>
        Math.round(mean + swing * Math.sin((hour / 24) * 2 * Math.PI)),
      ),
    );
  const bulgaria = countryOf('BG');
  const italy = countryOf('IT');
  return {
    load: [loadOf(greece, wave(5000, 900))],
    generation: [
      generationOf(greece, 'Fossil Gas', wave(1800, 300)),
      generationOf(greece, 'Wind Onshore', wave(1200, 700)),
      generationOf(greece, 'Solar', wave(600, 600)),
      generationOf(greece, 'Hydro Pumped Storage', wave(200, 100), 'consumption'),
    ],
    flows: [
      flowOf(bulgaria, greece, wave(500, 100)),
      flowOf(greece, italy, wave(300, 200)),
      flowOf(italy, greece, wave(0, 0)),
    ],
  };
}

/** End of the first hours of {@link greekDay}. */
export function hourOfDay(hours: number): number {
  return DAY_START + hours * HOUR_MS;
}
