import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse as csvParse } from 'csv-parse';
import { inferSchema, initParser, type Parser } from 'udsv';
import { AREA_TYPES } from '../packages/server/src/streams/definitions.ts';
import { parseExportFileName } from '../packages/server/src/streams/parser/export-file-name.ts';
import { filePieces } from '../packages/server/src/streams/parser/file-pieces.ts';
import { parseExport } from '../packages/server/src/streams/parser/parse-export.ts';
import { atLeast, type BenchRow } from './bench-row.ts';
import { makeMonth, WHOLE_MONTH } from './make-month.ts';
import { medianMs } from './rounds.ts';

const READ_BYTES = 1024 * 1024;

/** `parse`: rows a second of the parser, from file to checked values by series and interval, beside generic parsers. */
export async function run(): Promise<BenchRow[]> {
  const path = await makeMonth('generation', WHOLE_MONTH);
  const rows = await parseWithWattlet(path);
  const checked = (parser: (path: string) => Promise<number>) => async () => {
    const count = await parser(path);
    if (count !== rows) throw new Error(`${parser.name} found ${count} rows where there are ${rows}`);
  };
  const ms = await medianMs({
    udsv: { run: checked(parseWithUdsv) },
    csvParse: { run: checked(parseWithCsvParse) },
    ours: { run: checked(parseWithWattlet) },
  });
  const rate = (median: number) => (rows / median) * 1000;
  const csvParseRate = Math.round(rate(ms.csvParse)).toLocaleString('en');
  return [
    atLeast(1.5, {
      id: 'parse',
      value: rate(ms.ours),
      unit: 'rows/s',
      peer: 'uDSV, to arrays of strings',
      peer_value: rate(ms.udsv),
      note: `csv-parse reads ${csvParseRate} rows/s. Ours hashes the file, checks every needed field and sorts values by series.`,
    }),
  ];
}

async function parseWithWattlet(path: string): Promise<number> {
  const name = parseExportFileName(basename(path));
  if (!name) throw new Error(`${path} is not named like an export`);
  const areaTypes = new Set(AREA_TYPES);
  const { rowsRead } = await parseExport(filePieces(path), name, { areaTypes, maxFileBytes: 2 ** 31 });
  return rowsRead;
}

/** Without quotes, which it need not look for then, and without keeping the rows. */
async function parseWithUdsv(path: string): Promise<number> {
  let parser: Parser | undefined;
  let rows = 0;
  const count = () => {
    rows++;
  };
  // The file is ASCII: no decoder is faster.
  for await (const text of createReadStream(path, { highWaterMark: READ_BYTES, encoding: 'latin1' })) {
    parser ??= initParser(inferSchema(text, { col: '\t', row: '\n', encl: '' }));
    parser.chunk<string[]>(text, parser.stringArrs, count);
  }
  parser?.end();
  return rows;
}

async function parseWithCsvParse(path: string): Promise<number> {
  const parser = csvParse({ delimiter: '\t', quote: false, fromLine: 2 });
  createReadStream(path, { highWaterMark: READ_BYTES }).pipe(parser);
  let rows = 0;
  for await (const _ of parser) rows++;
  return rows;
}
