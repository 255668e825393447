import { html, type TemplateResult } from 'lit';

/** What a map can be coloured by. */
export type Metric = 'load' | 'renewable-share' | 'net-import';

/** All metrics, in the order in which they are offered. */
export const METRICS: readonly Metric[] = ['load', 'renewable-share', 'net-import'];

/** Which of the metrics a text names; load where it names none. */
export function metricOf(text: string | null): Metric {
  return METRICS.find((metric) => metric === text) ?? 'load';
}

/** Buttons for what a map is coloured by. */
export interface MetricChoice {
  /** What they are for. */
  readonly label: string;
  readonly names: Readonly<Record<Metric, string>>;
  readonly chosen: Metric;
  readonly choose: (metric: Metric) => void;
}

/** Buttons of which one is pressed: what the map is coloured by. */
export function renderMetricChoice({ label, names, chosen, choose }: MetricChoice): TemplateResult {
  return html`<div class="segments" role="group" aria-label=${label}>
    ${METRICS.map(
      (metric) =>
        html`<button type="button" aria-pressed=${metric === chosen} @click=${() => choose(metric)}>
          ${names[metric]}
        </button>`,
    )}
  </div>`;
}
