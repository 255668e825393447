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
    if (count !== rows) throw new Error(`a peer found ${count} rows where there are ${rows}`);
  };
  const ms = await medianMs({
    udsv: { run: checked((file) => parseWithUdsv(file, {})) },
    udsvBare: { run: checked((file) => parseWithUdsv(file, { encl: '' })) },
    csvParse: { run: checked(parseWithCsvParse) },
    ours: { run: checked(parseWithWattlet) },
  });
  const rate = (median: number) => (rows / median) * 1000;
  const csvParseRate = Math.round(rate(ms.csvParse)).toLocaleString('en');
  const ours = { value: rate(ms.ours), unit: 'rows/s' };
  return [
    atLeast(1.5, {
      ...ours,
      id: 'parse',
      peer: 'uDSV, to arrays of strings',
      peer_value: rate(ms.udsv),
      note: `csv-parse reads ${csvParseRate} rows/s. Ours hashes the file, checks every needed field and sorts values by series.`,
    }),
    atLeast(1.5, {
      ...ours,
      id: 'parse.bare',
      peer: 'uDSV, told that there are no quotes',
      peer_value: rate(ms.udsvBare),
      note: 'For orientation: strings that nobody looks at.',
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

/** Without keeping the rows. `schema` is what it is told of the format beside tabs and newlines. */
async function parseWithUdsv(path: string, schema: { encl?: string }): Promise<number> {
  let parser: Parser | undefined;
  let rows = 0;
  const count = () => {
    rows++;
  };
  for await (const text of createReadStream(path, { highWaterMark: READ_BYTES, encoding: 'utf8' })) {
    parser ??= initParser(inferSchema(text, { col: '\t', row: '\n', ...schema }));
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
