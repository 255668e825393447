import { svg, type TemplateResult } from 'lit';
import { xOf } from '../../chart/chart-frame.ts';
import { readoutAt } from '../../chart/readout.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import type { ChartView } from '../chart-view.ts';
import { renderDot } from '../render-dots.ts';

/** A vertical hairline at the time that is read, with a dot on each line. */
export function renderCursor(view: ChartView, time: number): TemplateResult {
  const { frame, layout } = view;
  const x = layout.left + xOf(frame, time);
  const dots = readoutAt(frame.series, time).rows.map((row) => renderDot(view, time, row));
  return svg`<line class="crosshair" x1=${x} x2=${x} y1=${layout.top} y2=${layout.top + layout.height}></line>${dots}`;
}

/** What is being dragged over. */
export function renderSelection({ frame, layout }: ChartView, { from, to }: TimeSpan): TemplateResult {
  const left = layout.left + xOf(frame, from);
  const width = xOf(frame, to) - xOf(frame, from);
  return svg`<rect class="selection" x=${left} y=${layout.top} width=${width} height=${layout.height}></rect>`;
}
