import { html, nothing, svg, type TemplateResult } from 'lit';
import { arrowPath, arrowSize } from './flow-arrow.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';
import { type Figure, text } from './map-words.ts';
import type { Metric } from './metric.ts';
import { renderHatch } from './render-map.ts';
import { leastFlow } from './visible-flows.ts';

/** Flows whose arrows are shown as a measure, in megawatts. */
const SAMPLE_FLOWS = [500, 2_000];

/** The classes of the metric, what a missing value looks like, and how wide arrows are. */
export function renderMapLegend({ frame: { metric, flows }, words, window }: MapView): TemplateResult {
  const figures = metric.thresholds.map((threshold) => words.threshold(metric, threshold));
  const size = arrowSize(window.scale);
  const least = leastFlow(window.scale);
  return html`<div class="legend ${metric.name}" part="legend">
    <div class="legend-title" id="classes">${mapStrings.metric(metric.name)}</div>
    <ul aria-labelledby="classes">
      ${classLabels(metric, figures).map(
        (label, index) =>
          html`<li>${swatch(svg`<rect class="c${index}" width="20" height="12"></rect>`)}<span>${label}</span></li>`,
      )}
      <li>
        ${swatch(svg`<defs>${renderHatch('hatch-key', 1)}</defs><rect fill="url(#hatch-key)" width="20" height="12"></rect>`)}
        <span>${mapStrings.noDataLegend}</span>
      </li>
    </ul>
    <div class="legend-title" id="arrows">${mapStrings.flow}</div>
    ${flows.length === 0 ? html`<div class="note">${mapStrings.noFlows}</div>` : nothing}
    ${least > 0 ? html`<div class="note">${mapStrings.leastFlow(text(words.brief(least)))}</div>` : nothing}
    <ul aria-labelledby="arrows">
      ${SAMPLE_FLOWS.map(
        (megawatts) => html`<li>
          ${swatch(svg`<path class="flow" transform="translate(10 6) scale(${size})" d=${arrowPath(megawatts)}></path>`)}
          <span>${text(words.brief(megawatts))}</span>
        </li>`,
      )}
    </ul>
  </div>`;
}

function swatch(content: unknown): TemplateResult {
  return html`<svg class="swatch" width="20" height="12" viewBox="0 0 20 12" aria-hidden="true">${content}</svg>`;
}

function classLabels({ thresholds }: Metric, figures: readonly Figure[]): string[] {
  return Array.from({ length: thresholds.length + 1 }, (_, index) => {
    const [from, to] = [figures[index - 1], figures[index]];
    if (from && to) return mapStrings.between(from.number, text(to));
    return to ? mapStrings.below(text(to)) : mapStrings.atLeast(from ? text(from) : '');
  });
}
