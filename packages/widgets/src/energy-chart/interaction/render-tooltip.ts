import { html, nothing, type TemplateResult } from 'lit';
import { type Readout, type ReadoutRow, readoutAt } from '../../chart/readout.ts';
import type { ChartView } from '../chart-view.ts';
import { renderSwatch } from '../render-legend.ts';
import { strings } from '../strings.ts';

/** The values at a time as a table: net or total first, the rest by size. */
export function renderTooltip(view: ChartView, time: number): TemplateResult {
  const readout = readoutAt(view.frame.series, time);
  return html`
    <table>
      <caption>${view.labels.interval(readout.span, view.frame.range)}</caption>
      <tbody>
        ${readout.total === undefined ? nothing : renderSum(view, readout.total)}
        ${tellingRows(readout).map((row) => renderRow(view, row))}
      </tbody>
    </table>
    ${isIncomplete(view, time) ? html`<div class="none">${strings.incomplete}</div>` : nothing}
  `;
}

/** The same in words, for a screen reader. */
export function describeReadout(view: ChartView, time: number): string {
  const readout = readoutAt(view.frame.series, time);
  const total = readout.total === undefined ? [] : [`${strings.total} ${view.power.text(readout.total)}`];
  const rows = tellingRows(readout).map(({ series, megawatts }) =>
    megawatts === undefined
      ? `${series.label} ${strings.noData}`
      : `${series.label} ${view.power.text(megawatts)}`,
  );
  return `${view.labels.interval(readout.span, view.frame.range)}: ${[...total, ...rows].join(', ')}`;
}

/** Where a group has several series (both directions of a border), those that say nothing are left out. */
function tellingRows({ rows }: Readout): ReadoutRow[] {
  const saysSomething = (row: ReadoutRow) => row.megawatts !== undefined && row.megawatts !== 0;
  const told = new Set(rows.filter(saysSomething).map((row) => row.series.group));
  const silent = new Set<string>();
  return rows.filter((row) => {
    const { group } = row.series;
    if (saysSomething(row)) return true;
    if (told.has(group) || silent.has(group)) return false;
    silent.add(group);
    return true;
  });
}

function isIncomplete({ frame }: ChartView, time: number): boolean {
  return frame.gaps.partial.some((gap) => gap.from <= time && time < gap.to);
}

function renderSum({ power }: ChartView, megawatts: number): TemplateResult {
  return html`<tr class="sum">
    <th scope="row">${strings.total}</th>
    <td>${power.number(megawatts)} <span class="unit">${power.unit.name}</span></td>
  </tr>`;
}

function renderRow({ power }: ChartView, { series, megawatts, extremes }: ReadoutRow): TemplateResult {
  const value =
    megawatts === undefined
      ? html`<span class="none">${strings.noData}</span>`
      : html`${power.number(megawatts)} <span class="unit">${power.unit.name}</span>${
          // The bands of a stack are drawn by their means.
          extremes && series.mark !== 'band'
            ? html`<div class="unit">${power.number(extremes.low)} – ${power.number(extremes.high)}</div>`
            : nothing
        }`;
  return html`<tr class=${series.mark === 'band' ? '' : 'sum'}>
    <th scope="row">${renderSwatch(series)}${series.label}</th>
    <td>${value}</td>
  </tr>`;
}
