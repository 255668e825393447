import { nothing, svg, type TemplateResult } from 'lit';
import { xOf, yOf } from '../chart/chart-frame.ts';
import { type ReadoutRow, readoutAt } from '../chart/readout.ts';
import type { ChartView } from './chart-view.ts';

/** A dot on a line where it is at a time; nothing for what is no line, or has no value. */
export function renderDot(
  { frame, layout }: ChartView,
  time: number,
  { series: { mark, color }, megawatts }: ReadoutRow,
): TemplateResult | typeof nothing {
  if ((mark !== 'area' && mark !== 'line') || megawatts === undefined) return nothing;
  const x = layout.left + xOf(frame, time);
  const y = layout.top + yOf(frame, megawatts);
  return svg`<circle class="dot" cx=${x} cy=${y} r="4.5" fill=${color}></circle>`;
}

/** A dot where each whole line ends: the newest value. */
export function renderEnds(view: ChartView): (TemplateResult | typeof nothing)[] {
  const { newest } = view.frame.gapIndex;
  if (newest === undefined || newest > view.frame.range.to) return [];
  return readoutAt(view.frame.series, newest - 1)
    .rows.filter(({ series }) => !series.isBelow)
    .map((row) => renderDot(view, newest, row));
}
