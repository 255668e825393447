import type { Cell } from './series-table.ts';

/** Forms that a table is written in. */
export const TABLE_FORMATS = ['csv', 'json'] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Media type of each form. */
export const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/**
 * Writes a table piece by piece: CSV by RFC 4180 but with LF line ends, a header line, and nothing for null; or a
 * JSON array of objects. Numbers are the shortest decimals that are exact.
 */
export async function* writeTable(
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  format: TableFormat,
): AsyncGenerator<string> {
  yield* format === 'csv' ? writeCsv(columns, batches) : writeJson(columns, batches);
}

async function* writeCsv(
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const rows of batches) if (rows.length > 0) yield rows.map(csvLine).join('');
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvField).join(',')}\n`;
}

function csvField(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* writeJson(
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    yield separator + rows.map((cells) => jsonObject(columns, cells)).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function jsonObject(columns: readonly string[], cells: readonly Cell[]): string {
  return JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])));
}
