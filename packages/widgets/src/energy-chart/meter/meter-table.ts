import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { type TimeSpan, uncoveredSpans } from '../../chart/time-span.ts';
import { Memo } from '../../element/memo.ts';
import { strings } from '../../element/strings.ts';
import { DataTable, type TableRows } from '../features/data-table.ts';
import { meterStrings } from './meter-strings.ts';
import { type MeterView, percent } from './meter-view.ts';
import { barRows } from './render-meter-plot.ts';

/** A bar of a meter's chart, or a stretch of time of which nothing is known. */
interface MeterRow extends TimeSpan {
  /** Of the bar; undefined where there is none. */
  readonly index: number | undefined;
}

/** The rows in time order, and what they are sorted by. */
interface MeterRows {
  readonly all: readonly MeterRow[];
  readonly rows: TableRows;
}

/** What was consumed as a table; of what is not known it says so. */
export class MeterTable {
  readonly #table: DataTable;
  readonly #rows = new Memo<MeterRows>();

  constructor(host: ReactiveControllerHost) {
    this.#table = new DataTable(host);
  }

  render(view: MeterView): TemplateResult {
    const { state, labels, loadName, title } = view;
    const names = [meterStrings.own, meterStrings.above, ...(loadName ? [loadName] : [])];
    // The series is made anew with each view, from these.
    const { data, load, step } = state;
    const { from, to } = view.frame.known;
    const { all, rows } = this.#rows.get([data, load, step, from, to, loadName], () => rowsOf(view));
    return this.#table.render({
      rows,
      caption: `${title}, ${labels.zone(state.range)}`,
      names: [...names, meterStrings.known],
      renderRow: (index) => renderRow(view, names, all[index]),
    });
  }
}

function rowsOf(view: MeterView): MeterRows {
  const all = meterRows(view);
  return { all, rows: sortableRows(view, all) };
}

function meterRows({ frame: { known }, series: { bars } }: MeterView): MeterRow[] {
  const gaps = known.from < known.to ? uncoveredSpans(bars, known) : [];
  return [
    ...bars.map(({ from, to }, index) => ({ from, to, index })),
    ...gaps.map((gap) => ({ ...gap, index: undefined })),
  ].sort((a, b) => a.from - b.from);
}

/** The rows with the numbers that each column is sorted by. */
function sortableRows({ state, series, loadName }: MeterView, all: readonly MeterRow[]): TableRows {
  const load = new Map(series.line.map(({ from, value }) => [from, value]));
  const columns: ((value: MeterView['state']['data']['values'][number]) => number | undefined)[] = [
    ({ wattHours }) => wattHours,
    ({ aboveLimitWattHours }) => aboveLimitWattHours,
    ...(loadName ? [({ from }: { from: Date }) => load.get(from.getTime())] : []),
    ({ coverage }) => coverage,
  ];
  return {
    length: all.length,
    column: (column) =>
      Float64Array.from(all, ({ index }) => {
        const value = index === undefined ? undefined : state.data.values[index];
        return (value && columns[column]?.(value)) ?? Number.NaN;
      }),
  };
}

function renderRow(view: MeterView, names: readonly string[], row: MeterRow | undefined): TemplateResult {
  if (!row) return html``;
  const { labels, locale, series } = view;
  const { index } = row;
  const bar = index === undefined ? undefined : series.bars[index];
  const texts = new Map(index === undefined ? [] : barRows(view, index));
  return html`<tr>
    <th scope="row">${labels.datedInterval(row)}</th>
    ${names.map((name) => (bar ? html`<td>${texts.get(name) ?? '–'}</td>` : html`<td class="none">${strings.noData}</td>`))}
    <td>${percent(bar?.coverage ?? 0, locale)}</td>
  </tr>`;
}
