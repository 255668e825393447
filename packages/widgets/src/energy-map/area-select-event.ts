import type { ChartArea } from '../energy-chart/chart-client.ts';

/** Fired when the user selects a country by click, Enter or Space. Does not bubble. */
export class AreaSelectEvent extends Event {
  static readonly type = 'area-select';
  /** Map code, for example "GR". */
  readonly area: string;
  /** What else is known of it; absent for a country without data. */
  readonly details: ChartArea | undefined;

  constructor(area: string, details: ChartArea | undefined) {
    super(AreaSelectEvent.type, { composed: true });
    this.area = area;
    this.details = details;
  }
}
