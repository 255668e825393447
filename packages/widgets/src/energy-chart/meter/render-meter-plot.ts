import { html, nothing, svg, type TemplateResult } from 'lit';
import { barY } from '../../chart/bar-frame.ts';
import { xOf } from '../../chart/chart-frame.ts';
import { renderTimeAxis } from '../render-axes.ts';
import { strings } from '../strings.ts';
import { meterStrings } from './meter-strings.ts';
import { type MeterView, megawattText, percent } from './meter-view.ts';

/** What a plot of bars shows, and who is told what happens on it. */
export interface MeterPlot {
  readonly view: MeterView;
  /** Index of the bar that is read; −1 for none. */
  readonly current: number;
  readonly isPinned: boolean;
  readonly summary: string;
  readonly handlers: {
    readonly pointer: (event: PointerEvent) => void;
    readonly leave: (event: PointerEvent) => void;
    readonly blur: () => void;
    readonly click: (event: MouseEvent) => void;
    readonly keyDown: (event: KeyboardEvent) => void;
    /** What a graphics card had in its memory can be lost. */
    readonly restored: () => void;
  };
}

/** The canvas with its axes, cursor and tooltip, and the surface that takes what the user does. */
export function renderMeterPlot({ view, current, isPinned, summary, handlers }: MeterPlot): TemplateResult {
  return html`
    <canvas aria-hidden="true" @contextrestored=${handlers.restored}></canvas>
    <svg class="axes" viewBox="0 0 ${view.layout.boxWidth} ${view.layout.boxHeight}" aria-hidden="true">
      ${renderValueAxis(view)}${renderTimeAxis({ ...view, clock: view.state.clock })}${renderLimit(view)}${renderCursor(view, current)}
    </svg>
    <div
      class="surface"
      role="application"
      tabindex="0"
      aria-roledescription=${strings.chart}
      aria-label=${strings.plotLabel(view.title)}
      aria-describedby="summary"
      @pointermove=${handlers.pointer}
      @pointerdown=${handlers.pointer}
      @pointerleave=${handlers.leave}
      @click=${handlers.click}
      @keydown=${handlers.keyDown}
      @blur=${handlers.blur}
    ></div>
    <p class="for-readers" id="summary">${summary}</p>
    ${current < 0 ? nothing : html`<div class=${isPinned ? 'tooltip pinned' : 'tooltip'} part="tooltip" aria-hidden="true">${renderTooltip(view, current)}</div>`}
  `;
}

/** Name and words of everything that is known of a bar. */
export function barRows(view: MeterView, index: number): [name: string, value: string][] {
  const { state, series, energy, locale, loadName } = view;
  const value = state.data.values[index];
  const bar = series.bars[index];
  if (!value || !bar) return [];
  const rows: [string, string][] = [[meterStrings.own, energy.text(value.wattHours)]];
  if (value.aboveLimitWattHours > 0) rows.push([meterStrings.above, energy.text(value.aboveLimitWattHours)]);
  const { ownMeanWatts, loadMeanMegawatts } = series;
  if (ownMeanWatts === undefined || loadMeanMegawatts === undefined) return rows;
  const share = (percentage: number) => percent(percentage / 100, locale);
  rows[0] = [meterStrings.own, `${energy.text(value.wattHours)} (${share(bar.value)})`];
  const load = series.line.find(({ from }) => from === bar.from);
  if (!load) return rows;
  const megawatts = megawattText((load.value / 100) * loadMeanMegawatts, locale);
  return [...rows, [loadName, `${megawatts} (${share(load.value)})`]];
}

/** Says that a bar is incomplete; empty for one that is whole. */
export function incompleteness({ state, locale }: MeterView, index: number): string {
  const coverage = state.data.values[index]?.coverage ?? 1;
  return coverage < 1 ? meterStrings.knownOf(percent(coverage, locale)) : '';
}

function renderTooltip(view: MeterView, index: number): TemplateResult {
  const bar = view.series.bars[index];
  if (!bar) return html``;
  return html`<table>
      <caption>${view.labels.interval(bar, view.state.range)}</caption>
      <tbody>
        ${barRows(view, index).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
      </tbody>
    </table>
    <div class="none">${incompleteness(view, index)}</div>`;
}

function renderValueAxis({ frame, layout, series, locale }: MeterView): TemplateResult {
  const { ticks, decimals, high } = frame.scale;
  const unit = series.ownMeanWatts === undefined ? 'kWh' : meterStrings.percentAxis;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  const text = (value: number) => format.format(value).replace('-', '\u2212');
  if (layout.isSparkline) return svg`<text x="0" y=${layout.top - 6}>${text(high)} ${unit}</text>`;
  const x = layout.left - 8;
  const isShort = series.ownMeanWatts === undefined;
  return svg`<text x=${isShort ? x : 0} y=${layout.top - 14} text-anchor=${isShort ? 'end' : 'start'}>${unit}</text>
    ${ticks.map((tick) => svg`<text x=${x} y=${layout.top + barY(frame, tick) + 4} text-anchor="end">${text(tick)}</text>`)}`;
}

function renderLimit({ frame, layout, energy, state }: MeterView): TemplateResult | typeof nothing {
  const { hourlyLimitWattHours } = state.data.meter;
  if (frame.limit === undefined || hourlyLimitWattHours === undefined || layout.isSparkline) return nothing;
  const y = layout.top + barY(frame, frame.limit) - 5;
  const text = meterStrings.limit(energy.text(hourlyLimitWattHours));
  return svg`<text class="context limit" x=${layout.left + 4} y=${y}>${text}</text>`;
}

function renderCursor({ frame, layout, series }: MeterView, index: number): TemplateResult | typeof nothing {
  const bar = series.bars[index];
  if (!bar) return nothing;
  const left = layout.left + xOf(frame, bar.from);
  const width = Math.max(1, xOf(frame, bar.to) - xOf(frame, bar.from));
  return svg`<rect class="selection" x=${left} y=${layout.top} width=${width} height=${layout.height}></rect>`;
}
