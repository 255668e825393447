import { html, svg, type TemplateResult } from 'lit';
import { xOf } from '../chart/chart-frame.ts';
import { spansWithin, type TimeSpan } from '../chart/time-span.ts';
import type { ChartView } from './chart-view.ts';
import type { PlotInteraction } from './interaction/plot-interaction.ts';
import { renderAxes } from './render-axes.ts';
import { renderEnds } from './render-dots.ts';
import { strings } from './strings.ts';

/** What a plot shows. */
export interface Plot {
  readonly view: ChartView;
  readonly title: string;
  /** What the user does on the plot; undefined until somebody has come near. */
  readonly interaction: PlotInteraction | undefined;
  /** What has just been revised. */
  readonly revised: readonly TimeSpan[];
  readonly summary: string;
}

/** The canvas with its axes, cursor and tooltip, and the surface that takes what the user does. */
export function renderPlot(plot: Plot): TemplateResult {
  const { view, title, interaction, summary } = plot;
  return html`
    <canvas aria-hidden="true"></canvas>
    <svg class="axes" viewBox="0 0 ${view.layout.boxWidth} ${view.layout.boxHeight}" aria-hidden="true">
      ${renderAxes(view)}${renderRevised(plot)}${renderEnds(view)}${interaction?.renderMarks(view)}
    </svg>
    <div
      class="surface"
      role="application"
      tabindex="0"
      aria-roledescription=${strings.chart}
      aria-label=${strings.plotLabel(title)}
      aria-describedby="summary"
    ></div>
    <p class="for-readers" id="summary">${summary}</p>
    ${interaction?.renderTooltip(view)}
  `;
}

function renderRevised({ revised, view: { frame, layout } }: Plot): TemplateResult[] {
  return spansWithin(revised, frame.range).map((span) => {
    const left = xOf(frame, span.from);
    const width = Math.max(2, xOf(frame, span.to) - left);
    return svg`<rect class="revised" x=${layout.left + left} y=${layout.top} width=${width} height=${layout.height}></rect>`;
  });
}
