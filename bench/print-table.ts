import type { BenchRow } from './bench-row.ts';

const COLUMNS = ['id', 'value', 'unit', 'peer', 'peer value', 'ratio', 'reach', 'reached'] as const;

/** The rows as a table of text, and their notes below it. */
export function printTable(rows: readonly BenchRow[]): string {
  const cells = [
    [...COLUMNS],
    ...rows.map((row) => [
      row.id,
      number(row.value),
      row.unit,
      row.peer,
      number(row.peer_value),
      row.ratio.toFixed(3),
      row.reach,
      row.reached ? 'yes' : 'no',
    ]),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const notes = rows.flatMap(({ id, note }) => (note === undefined ? [] : [`${id}: ${note}`]));
  return [...lines.map((line) => line.trimEnd()), '', ...notes].join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
