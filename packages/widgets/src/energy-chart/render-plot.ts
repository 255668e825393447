import { html, nothing, svg, type TemplateResult } from 'lit';
import { xOf } from '../chart/chart-frame.ts';
import { spansWithin, type TimeSpan } from '../chart/time-span.ts';
import type { ChartView } from './chart-view.ts';
import { renderAxes } from './render-axes.ts';
import { renderCursor, renderEnds } from './render-cursor.ts';
import { renderTooltip } from './render-tooltip.ts';
import { strings } from './strings.ts';

/** What a plot shows, and who is told what happens on it. */
export interface Plot {
  readonly view: ChartView;
  readonly title: string;
  /** What is read; nothing if undefined. */
  readonly time: number | undefined;
  readonly isPinned: boolean;
  /** What is being dragged over. */
  readonly selection: TimeSpan | undefined;
  /** What has just been revised. */
  readonly revised: readonly TimeSpan[];
  readonly summary: string;
  readonly handlers: PlotHandlers;
}

export interface PlotHandlers {
  readonly pointer: (event: PointerEvent) => void;
  readonly wheel: (event: WheelEvent) => void;
  readonly keyDown: (event: KeyboardEvent) => void;
  readonly blur: () => void;
  readonly reset: () => void;
}

/** The canvas with its axes, cursor and tooltip, and the surface that takes what the user does. */
export function renderPlot(plot: Plot): TemplateResult {
  const { view, title, time, handlers, summary } = plot;
  return html`
    <canvas aria-hidden="true"></canvas>
    <svg class="axes" aria-hidden="true">
      ${renderAxes(view)}${renderRevised(plot)}${renderEnds(view)}${renderSelection(plot)}
      ${time === undefined ? nothing : renderCursor(view, time)}
    </svg>
    <div
      class="surface"
      role="application"
      tabindex="0"
      aria-roledescription=${strings.chart}
      aria-label=${strings.plotLabel(title)}
      aria-describedby="summary"
      @pointermove=${handlers.pointer}
      @pointerdown=${handlers.pointer}
      @pointerup=${handlers.pointer}
      @pointercancel=${handlers.pointer}
      @pointerleave=${handlers.pointer}
      @dblclick=${handlers.reset}
      @wheel=${handlers.wheel}
      @keydown=${handlers.keyDown}
      @blur=${handlers.blur}
    ></div>
    <p class="for-readers" id="summary">${summary}</p>
    ${
      time === undefined
        ? nothing
        : html`<div class=${plot.isPinned ? 'tooltip pinned' : 'tooltip'} part="tooltip" aria-hidden="true">
            ${renderTooltip(view, time)}
          </div>`
    }
  `;
}

function renderRevised({ revised, view: { frame, layout } }: Plot): TemplateResult[] {
  return spansWithin(revised, frame.range).map((span) => {
    const left = xOf(frame, span.from);
    const width = Math.max(2, xOf(frame, span.to) - left);
    return svg`<rect class="revised" x=${layout.left + left} y=${layout.top} width=${width} height=${layout.height}></rect>`;
  });
}

function renderSelection({ selection, view: { frame, layout } }: Plot): TemplateResult | typeof nothing {
  if (!selection) return nothing;
  const left = layout.left + xOf(frame, selection.from);
  const width = xOf(frame, selection.to) - xOf(frame, selection.from);
  return svg`<rect class="selection" x=${left} y=${layout.top} width=${width} height=${layout.height}></rect>`;
}
