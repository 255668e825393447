import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { toConnectError, unavailable } from '../rpc/errors.ts';
import { sendProblem } from '../rpc/problem-json.ts';
import { STREAM_NAMES, type StreamName } from './definitions.ts';
import { cachePolicy, matchesEtag } from './query/cache-policy.ts';
import { inSnapshot } from './query/in-snapshot.ts';
import { selectSeries } from './query/select-series.ts';
import { readState } from './query/series-store.ts';
import { seriesTable, TABLE_COLUMNS } from './query/series-table.ts';
import { MEDIA_TYPES, TABLE_FORMATS, type TableFormat, writeTable } from './query/write-table.ts';
import type { SeriesDatabases } from './series-databases.ts';
import { httpFields, readSeriesHttpQuery, type SeriesHttpQuery } from './series-http-query.ts';

/** What {@link seriesHttp} needs. */
export interface SeriesHttpOptions {
  readonly databases: SeriesDatabases;
  /** The current time. */
  readonly now?: () => Date;
  /** Downloads of one stream at a time, each of which keeps a connection busy; more are answered with 503. */
  readonly maxDownloads?: number;
  /** A download that moves no byte for so long is cut. */
  readonly stallTimeoutMs?: number;
  /**
   * A download that is not over by then is cut, however steadily it is read: it holds a transaction, and was let in by what its
   * reader was allowed when it began.
   */
  readonly maxDurationMs?: number;
}

const MAX_DURATION_MS = 15 * 60_000;

/**
 * `GET /v1/series/{load,generation,flows}.{csv,json}`: the series for people with curl and a spreadsheet. The
 * answer is streamed as fast as the client reads, from one snapshot of the stream.
 */
export const seriesHttp: FastifyPluginCallback<SeriesHttpOptions> = (app, options, done) => {
  app.setErrorHandler((thrown, request, reply) => sendProblem(reply, toConnectError(thrown, request)));
  for (const stream of STREAM_NAMES) {
    const download = downloads(stream, options);
    for (const format of TABLE_FORMATS) {
      app.route({
        // Declared, as the HEAD that Fastify derives from GET would read the whole table.
        method: ['GET', 'HEAD'],
        url: `/v1/series/${stream}.${format}`,
        handler: (request, reply) => download(format, request, reply),
      });
    }
  }
  done();
};

type Download = (format: TableFormat, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function downloads(stream: StreamName, options: SeriesHttpOptions): Download {
  const { databases, now = () => new Date(), maxDownloads = 4 } = options;
  const { stallTimeoutMs = 30_000, maxDurationMs = MAX_DURATION_MS } = options;
  const { sql, replica } = databases[stream];
  const source = { stream, sql, replica };
  let running = 0;

  return async (format, request, reply) => {
    const { searchParams } = new URL(request.url, 'http://localhost');
    const query = readSeriesHttpQuery(stream, searchParams);
    if (running >= maxDownloads) {
      throw unavailable({
        reason: 'TOO_MANY_DOWNLOADS',
        message: `${maxDownloads} downloads of ${stream} are running already`,
      });
    }
    running++;
    try {
      await inSnapshot(source, async (sql) => {
        const state = await readState(sql);
        const question = JSON.stringify([stream, format, query]);
        const policy = cachePolicy({ ...query, ...state, request: question, now: now() });
        const cacheHeaders = { etag: policy.etag, 'cache-control': policy.cacheControl };
        if (matchesEtag(request.headers['if-none-match'], policy.etag)) {
          reply.code(304).headers(cacheHeaders).send();
          return;
        }
        const series = await selectSeries(sql, query.selection, httpFields(stream));
        reply.headers({
          ...cacheHeaders,
          'content-type': MEDIA_TYPES[format],
          'content-disposition': `inline; filename="${fileName(stream, format, query)}"`,
          'x-content-type-options': 'nosniff',
        });
        if (request.method === 'HEAD') {
          reply.send();
          return;
        }
        const signal = AbortSignal.timeout(maxDurationMs);
        const table = seriesTable(sql, { series, range: query.range, asOf: query.asOf, signal });
        const pieces = writeTable(TABLE_COLUMNS[stream], table, format);
        await sendAll(reply, pieces, { stallTimeoutMs, signal });
      });
    } finally {
      running--;
    }
    return reply;
  };
}

/** Sends the pieces as fast as the client takes them, and resolves when that is over, well or not. */
async function sendAll(
  reply: FastifyReply,
  pieces: AsyncIterable<string>,
  { stallTimeoutMs, signal }: { readonly stallTimeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const cut = (message: string) => body.destroy(unavailable({ reason: 'DOWNLOAD_CUT', message }));
  const stall = () => cut(`the client took no byte for ${stallTimeoutMs} ms`);
  const timer = setTimeout(stall, stallTimeoutMs);
  const body = Readable.from(refreshing(timer, pieces), { objectMode: false, highWaterMark: 64 * 1024 });
  const end = () => cut('the download took too long');
  signal.addEventListener('abort', end, { once: true });
  reply.send(body);
  try {
    await finished(body);
  } catch {
    // Fastify saw the same error: it answered with it, or cut the connection of a half-sent answer, and told the log.
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

async function* refreshing(timer: NodeJS.Timeout, pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    timer.refresh();
    yield piece;
  }
}

/** For example `wattlet-load-GR-2022-01-01-2022-02-01.csv`. */
function fileName(stream: StreamName, format: TableFormat, { selection, range }: SeriesHttpQuery): string {
  const day = (time: number) => new Date(time).toISOString().replace(/T00:00:00.000Z$|:00.000Z$/, '');
  const parts = ['wattlet', stream, selection.area, selection.toArea, day(range.from), day(range.to)];
  const name = parts.filter((part) => part !== undefined).join('-');
  return `${name.replaceAll(/[^\w.-]+/g, '_')}.${format}`;
}
