import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { BarChart } from './bar-chart.ts';
import { DataTable } from './data-table.ts';
import type { Bar } from './render-bars.ts';

/** Bars as a table: a row for each, with its number in words. */
export class BarTable {
  /** By unit: a profile begins at midnight or on Monday, and a mix with the largest. */
  readonly #tables: Readonly<Record<BarChart['unit'], DataTable>>;

  constructor(host: ReactiveControllerHost) {
    this.#tables = {
      MW: new DataTable(host, { column: -1, isDescending: false }),
      MWh: new DataTable(host, { column: 0, isDescending: true }),
    };
  }

  render({ name, notes, columns: [head, value], unit, bars: all }: BarChart, locale: string): TemplateResult {
    // A profile is in the order of its hours or days already.
    const { compare } = new Intl.Collator(locale);
    const bars = unit === 'MW' ? all : [...all].sort((a, b) => compare(a.label, b.label));
    const column = () => Float64Array.from(bars, (bar) => bar.value ?? Number.NaN);
    return this.#tables[unit].render({
      rows: { length: bars.length, column },
      caption: [name, ...notes].join('. '),
      head,
      names: [value],
      renderRow: (index) => renderBarRow(bars[index]),
    });
  }
}

function renderBarRow(bar: Bar | undefined): TemplateResult {
  if (!bar) return html``;
  const { label, value, text } = bar;
  return html`<tr><th scope="row">${label}</th><td class=${value === undefined ? 'none' : ''}>${text}</td></tr>`;
}
