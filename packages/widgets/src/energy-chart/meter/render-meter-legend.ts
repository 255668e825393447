import { html, nothing, svg, type TemplateResult } from 'lit';
import { meterStrings } from './meter-strings.ts';
import { scaleWords } from './meter-summary.ts';
import type { MeterView } from './meter-view.ts';

/** What the bars and the line are, and what 100 % of each is; nothing where there are bars in their own unit only. */
export function renderMeterLegend(view: MeterView): TemplateResult | typeof nothing {
  const words = scaleWords(view);
  if (!words) return nothing;
  const { accent, text } = view.colors;
  return html`<ul class="legend" part="legend">
      <li>${renderMark(accent, 10)}${meterStrings.own}</li>
      <li>${renderMark(text, 2)}${view.loadName}</li>
    </ul>
    <p>${words}</p>`;
}

function renderMark(color: string, height: number): TemplateResult {
  return html`<svg class="swatch" aria-hidden="true">
    ${svg`<rect width="10" height=${height} y=${(10 - height) / 2} fill=${color}></rect>`}
  </svg>`;
}
