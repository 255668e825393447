import type { EnergyChartElement } from '@wattlet/widgets/energy-chart.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { Portal } from '../app/portal.ts';
import { tellReplay } from './tell-replay.ts';

/**
 * What the country that everybody may see generates, once it is known which that is. The chart and its client are loaded by
 * whoever shows it.
 */
export function renderPreviewChart(
  { session: { previewArea }, theme }: Portal,
  client: EnergyChartElement['client'],
): TemplateResult | typeof nothing {
  if (previewArea === undefined) return nothing;
  return html`<energy-chart
    stream="generation"
    area=${previewArea}
    theme=${theme.theme}
    .client=${client}
    @range-change=${tellReplay}
  ></energy-chart>`;
}
