import { ConnectError } from '@connectrpc/connect';
import { Argument, Command } from 'commander';
import { STREAM_NAMES, type StreamName } from '../streams/definitions.ts';
import { inSnapshot } from '../streams/query/in-snapshot.ts';
import { selectSeries } from '../streams/query/select-series.ts';
import { seriesTable, TABLE_COLUMNS } from '../streams/query/series-table.ts';
import { type TableFormat, writeTable } from '../streams/query/write-table.ts';
import { httpFields, readSeriesHttpQuery } from '../streams/series-http-query.ts';
import { print } from './print.ts';
import { UsageError } from './usage-error.ts';
import { withNode } from './with-node.ts';

/** Options as they are given, by the names of the HTTP parameters. */
type SeriesOptions = Partial<Record<string, string | boolean>>;

/** `wattlet series STREAM`: prints what is stored, as `GET /v1/series` would answer. */
export function seriesCommand(): Command {
  return new Command('series')
    .description('print stored values, as CSV or JSON')
    .addArgument(new Argument('<stream>').choices(STREAM_NAMES))
    .requiredOption('--from <time>', 'first interval: a date (UTC) or an RFC 3339 time')
    .requiredOption('--to <time>', 'end, not included')
    .option('--area <code>', 'load, generation: map code or EIC code, for example GR')
    .option('--from-area <code>', 'flows: the area that power leaves')
    .option('--to-area <code>', 'flows: the area that power enters')
    .option('--area-type <role>', 'CTY (country), BZN (bidding zone) or CTA (control area)', 'CTY')
    .option('--type <type>', 'generation: one production type, as published')
    .option('--as-of <time>', 'as it was known at that time')
    .option('--csv', 'CSV (the default)')
    .option('--json', 'JSON')
    .action(printSeries);
}

async function printSeries(stream: StreamName, options: SeriesOptions): Promise<void> {
  if (options['csv'] && options['json']) throw new UsageError('--csv and --json exclude each other');
  const format: TableFormat = options['json'] ? 'json' : 'csv';
  const query = usage(() => readSeriesHttpQuery(stream, parameters(options)));
  await withNode(async ({ streams }) => {
    // Of a new home there is nothing to read yet, not even a schema.
    await streams[stream].migrate();
    const source = { stream, sql: streams[stream].database.sql };
    await inSnapshot(source, async (sql) => {
      const series = await selectSeries(sql, query.selection, httpFields(stream)).catch((error: unknown) => {
        throw error instanceof ConnectError ? new UsageError(error.rawMessage) : error;
      });
      const table = seriesTable(sql, { series, range: query.range, asOf: query.asOf });
      for await (const text of writeTable(TABLE_COLUMNS[stream], table, format)) {
        if (!(await print(text))) return;
      }
    });
  });
}

function parameters(options: SeriesOptions): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'string')
      search.set(
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
      );
  }
  return search;
}

/** A wrong parameter is a wrong option. */
function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ConnectError ? new UsageError(error.rawMessage) : error;
  }
}
