import { LazyPart } from '../element/lazy-part.ts';
import type { EnergyChartElement } from './energy-chart-element.ts';
import type { renderMeterPart } from './meter/render-meter-part.ts';

/** The part of a chart that shows a meter; loaded when it is first asked for. */
export class MeterPart extends LazyPart<typeof renderMeterPart> {
  constructor(chart: EnergyChartElement, failed: (error: Error) => void) {
    super({
      host: chart,
      load: async () => (await import('./meter/render-meter-part.ts')).renderMeterPart,
      failed,
    });
  }
}

/** Whether a chart shows a meter in place of a series. */
export function showsMeter({ meter, consumption }: EnergyChartElement): boolean {
  return meter !== '' || consumption !== undefined;
}
