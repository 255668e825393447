import { html, nothing, svg, type TemplateResult } from 'lit';
import { bandPattern } from '../chart/band-patterns.ts';
import type { ChartSeries } from '../chart/chart-series.ts';
import type { ChartView } from './chart-view.ts';

/** One entry for each group, in stack order, that shows or hides it. A single line needs none: the title names it. */
export function renderLegend(
  { legend, hidden, frame }: ChartView,
  toggle: (group: string) => void,
): TemplateResult | typeof nothing {
  if (legend.length < 2 && legend[0]?.mark !== 'band') return nothing;
  const drawn = legend.filter(({ mark }) => mark !== 'figure');
  const entries = [...new Map(drawn.map((one) => [one.group, one])).values()];
  const shown = entries.filter((one) => one.mark === 'band' && !hidden.has(one.group));
  return html`<ul class="legend" part="legend">
    ${entries.map(
      (entry) =>
        html`<li>
          <button type="button" aria-pressed=${!hidden.has(entry.group)} @click=${() => toggle(entry.group)}>
            ${renderSwatch(entry, frame.hasPatterns ? shown.indexOf(entry) : -1)}${entry.groupLabel}
          </button>
        </li>`,
    )}
  </ul>`;
}

/**
 * A patch of a series' colour: a square for what is filled, a stroke for a line.
 *
 * @param pattern the place of the band among those that have patterns, if they do
 */
export function renderSwatch({ color, mark, dashPx = 0 }: ChartSeries, pattern = -1): TemplateResult {
  const shape =
    mark === 'line'
      ? svg`<path d="M0 5h10" stroke=${color} stroke-width="2" stroke-dasharray=${dashPx / 2}></path>`
      : svg`<rect width="10" height="10" rx="2" fill=${color}></rect>`;
  const strokes = pattern < 0 ? nothing : svg`<path class="pattern" d=${bandPattern(pattern)}></path>`;
  return html`<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">${shape}${strokes}</svg>`;
}
