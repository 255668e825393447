import { html, nothing, type TemplateResult } from 'lit';
import type { Readout, ReadoutRow } from '../../chart/readout.ts';
import { spansWithin, type TimeSpan } from '../../chart/time-span.ts';
import { strings as shared } from '../../element/strings.ts';
import type { ChartView } from '../chart-view.ts';
import { missingText } from '../missing-text.ts';
import { renderSwatch } from '../render-legend.ts';
import { strings } from '../strings.ts';
import { readoutUnder } from './readout-under.ts';

/** The values at a time as a table: net or total first, lines by value, the rest by size. */
export function renderTooltip(view: ChartView, time: number): TemplateResult {
  const readout = readoutUnder(view.frame, time);
  return html`
    <table>
      <caption>${view.labels.interval(readout.span, view.frame.range)}</caption>
      <tbody>
        ${readout.total === undefined ? nothing : renderSum(view, readout.total)}
        ${tellingRows(readout).map((row) => renderRow(view, row))}
      </tbody>
    </table>
    ${isIncomplete(view, readout.span) ? html`<div class="none">${strings.incomplete}</div>` : nothing}
  `;
}

/** The same in words, for a screen reader. */
export function describeReadout(view: ChartView, time: number): string {
  const readout = readoutUnder(view.frame, time);
  const total = readout.total === undefined ? [] : [`${strings.total} ${view.power.text(readout.total)}`];
  const rows = tellingRows(readout).map(({ series, megawatts, missingMs }) =>
    megawatts === undefined
      ? `${series.label} ${shared.noData}`
      : [`${series.label} ${view.power.text(megawatts)}`, ...missing(missingMs, view)].join(', '),
  );
  return `${view.labels.interval(readout.span, view.frame.range)}: ${[...total, ...rows].join(', ')}`;
}

/** Where a group has several series (both directions of a border), those that say nothing are left out. */
function tellingRows(readout: Readout): ReadoutRow[] {
  const rows = linesByValue(readout);
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

/** Lines side by side stand as they do in the plot; what was published first stays below what it is now. */
function linesByValue({ rows }: Readout): ReadoutRow[] {
  const [lines = [], others = []] = [true, false].map((isLine) =>
    rows.filter(({ series: { mark, isBelow = false } }) => (mark === 'line' && !isBelow) === isLine),
  );
  const value = ({ megawatts = Number.MIN_SAFE_INTEGER }: ReadoutRow) => megawatts;
  return [...lines.sort((a, b) => value(b) - value(a)), ...others];
}

function isIncomplete({ frame }: ChartView, span: TimeSpan): boolean {
  return spansWithin(frame.gaps.partial, span).length > 0;
}

function renderSum({ power }: ChartView, megawatts: number): TemplateResult {
  return html`<tr class="sum">
    <th scope="row">${strings.total}</th>
    <td>${power.number(megawatts)} <span class="unit">${power.unit.name}</span></td>
  </tr>`;
}

function missing(missingMs: number, { labels }: ChartView): string[] {
  return missingMs > 0 ? [missingText(missingMs, labels.locale)] : [];
}

function renderRow(view: ChartView, { series, megawatts, extremes, missingMs }: ReadoutRow): TemplateResult {
  const { power } = view;
  const value =
    megawatts === undefined
      ? html`<span class="none">${shared.noData}</span>`
      : html`${power.number(megawatts)} <span class="unit">${power.unit.name}</span>${
          // The bands of a stack are drawn by their means.
          extremes && series.mark !== 'band'
            ? html`<div class="unit">${power.number(extremes.low)} – ${power.number(extremes.high)}</div>`
            : nothing
        }${missing(missingMs, view).map((text) => html`<div class="unit">${text}</div>`)}`;
  return html`<tr class=${series.mark === 'band' ? '' : 'sum'}>
    <th scope="row">${renderSwatch(series)}${series.label}</th>
    <td>${value}</td>
  </tr>`;
}
