import { nothing, svg, type TemplateResult } from 'lit';
import { type TimeAxis, xOf, yOf } from '../chart/chart-frame.ts';
import { timeTicks } from '../chart/time-ticks.ts';
import type { ChartView } from './chart-view.ts';
import { LABEL_GAP_PX, LabelRow, widthOf } from './label-row.ts';

/** Values along the gridlines and times below the plot, as real text. */
export function renderAxes(view: ChartView): TemplateResult | typeof nothing {
  if (view.layout.isBare) return nothing;
  return svg`${renderValueAxis(view)}${renderTimeAxis(view)}`;
}

function renderValueAxis({ frame, layout, axisPower }: ChartView): TemplateResult {
  const { ticks, high } = frame.scale;
  if (layout.isSparkline) return svg`<text x="0" y=${layout.top - 6}>${axisPower.text(high)}</text>`;
  const x = layout.left - 8;
  const labels = ticks.map((megawatts) => {
    const y = layout.top + yOf(frame, megawatts);
    return svg`<text x=${x} y=${y + 4} text-anchor="end">${axisPower.number(megawatts)}</text>`;
  });
  return svg`<text x=${x} y=${layout.top - 14} text-anchor="end">${axisPower.unit.name}</text>${labels}`;
}

/** What a time axis is made from. */
export type TimeAxisView = Pick<ChartView, 'layout' | 'clock' | 'labels'> & { readonly frame: TimeAxis };

/** Times below the plot, the days that they belong to below them, and the zone at the end. */
export function renderTimeAxis(view: TimeAxisView): TemplateResult {
  const { frame, layout, clock, labels } = view;
  const msPerPixel = (frame.range.to - frame.range.from) / frame.width;
  const { step, ticks } = timeTicks(frame.range, clock, layout.timeSpacing * msPerPixel);
  const bottom = layout.top + layout.height;
  const right = layout.left + layout.width;
  const zone = labels.zone(frame.range);
  const times = new LabelRow(right);
  const contexts = new LabelRow(right - widthOf(zone) - LABEL_GAP_PX);
  let lastContext = '';
  const marks = ticks.map((tick) => {
    const x = layout.left + xOf(frame, tick.time);
    const label = labels.tick(tick, step);
    const time = times.place(label, x);
    // The second of two that read the same stands below where there is no room beside the first.
    const text = time ? labels.context(tick, step) : tick.isRepeated ? label : '';
    const context = text && text !== lastContext ? contexts.place(text, x) : undefined;
    if (time && context) lastContext = text;
    return svg`
      <line class="mark" x1=${x} x2=${x} y1=${bottom} y2=${bottom + 4}></line>
      ${time ? svg`<text x=${time.x} y=${bottom + 18}>${time.text}</text>` : nothing}
      ${context ? svg`<text class="context" x=${context.x} y=${bottom + 34}>${context.text}</text>` : nothing}
    `;
  });
  return svg`${marks}<text x=${right} y=${bottom + 34} text-anchor="end">${zone}</text>`;
}
