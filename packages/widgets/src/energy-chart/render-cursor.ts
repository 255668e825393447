import { nothing, svg, type TemplateResult } from 'lit';
import { xOf, yOf } from '../chart/chart-frame.ts';
import type { ChartSeries } from '../chart/chart-series.ts';
import { readoutAt } from '../chart/readout.ts';
import type { ChartView } from './chart-view.ts';

/** A vertical hairline at the time that is read, with a dot on each line. */
export function renderCursor({ frame, layout }: ChartView, time: number): TemplateResult {
  if (time < frame.range.from || time >= frame.range.to) return svg``;
  const x = layout.left + xOf(frame, time);
  const dots = readoutAt(frame.series, time).rows.map(({ series, megawatts }) => {
    if (!isCurve(series) || megawatts === undefined) return nothing;
    const y = layout.top + yOf(frame, megawatts);
    return svg`<circle class="dot" cx=${x} cy=${y} r="4.5" fill=${series.color}></circle>`;
  });
  return svg`<line class="crosshair" x1=${x} x2=${x} y1=${layout.top} y2=${layout.top + layout.height}></line>${dots}`;
}

/** A dot where each whole line ends: the newest value. */
export function renderEnds({ frame, layout }: ChartView): TemplateResult[] {
  const { newest } = frame.gapIndex;
  if (newest === undefined || newest > frame.range.to) return [];
  const x = layout.left + xOf(frame, newest);
  return readoutAt(frame.series, newest - 1).rows.flatMap(({ series, megawatts }) => {
    if (!isCurve(series) || series.isDashed || megawatts === undefined) return [];
    const y = layout.top + yOf(frame, megawatts);
    return [svg`<circle class="dot" cx=${x} cy=${y} r="4.5" fill=${series.color}></circle>`];
  });
}

function isCurve({ mark }: ChartSeries): boolean {
  return mark === 'area' || mark === 'line';
}
