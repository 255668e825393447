import type { ChartSeries } from '../../chart/chart-series.ts';
import type { TimeSpan } from '../../chart/time-span.ts';

/** What one group has contributed. */
export interface EnergyShare {
  readonly series: ChartSeries;
  readonly megawattHours: number;
  /** Share of all that lies above zero, 0 to 1. */
  readonly share: number;
}

const HOUR_MS = 3_600_000;

/**
 * The energy of every band over some stretches of time, largest first: of the time that is known. What lies below zero
 * has no share. Of a chart without bands its areas are all there is.
 */
export function energyShares(series: readonly ChartSeries[], spans: readonly TimeSpan[]): EnergyShare[] {
  const mark = series.some((one) => one.mark === 'band') ? 'band' : 'area';
  const energies = series
    .filter((one) => one.mark === mark)
    .map((one) => ({ series: one, megawattHours: energyOf(one, spans) }))
    .filter(({ megawattHours }) => megawattHours !== 0);
  const total = energies.reduce((sum, { megawattHours }) => sum + Math.max(0, megawattHours), 0);
  return energies
    .map((one) => ({ ...one, share: total > 0 ? Math.max(0, one.megawattHours) / total : 0 }))
    .sort((a, b) => b.megawattHours - a.megawattHours);
}

function energyOf({ segments }: ChartSeries, spans: readonly TimeSpan[]): number {
  let energy = 0;
  for (const { start, stepMs, megawatts, missingMs } of segments) {
    for (const { from, to } of spans) {
      const first = Math.max(0, Math.floor((from - start) / stepMs));
      const end = Math.min(megawatts.length, Math.ceil((to - start) / stepMs));
      for (let i = first; i < end; i++) {
        const begins = start + i * stepMs;
        const overlap = Math.min(to, begins + stepMs) - Math.max(from, begins);
        const known = Math.min(overlap, stepMs - (missingMs?.[i] ?? 0));
        energy += (megawatts[i] || 0) * (known / HOUR_MS);
      }
    }
  }
  return energy;
}
