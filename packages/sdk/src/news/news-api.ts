import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { NewsService } from '../gen/wattlet/v1/news_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { pause } from '../live/timers.ts';
import { toWireAreaType, toWireStream } from '../series/selection.ts';
import { SeriesApi } from '../series/series-api.ts';
import type { AreaType, StreamName } from '../series/series-key.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { linkSignals } from '../transport/link-signals.ts';
import { toNewsPage } from './from-wire.ts';
import type { NewsPage } from './news-item.ts';
import { StreamHeads } from './stream-heads.ts';

/** How often a watch reads at most, in milliseconds. */
const CALM_MS = 2_000;
/** After which a stream that could not be watched is tried again. */
const AGAIN_MS = 30_000;
/** Whatever of a stream changes is news: the longest range that there is, around now. */
const REACH_MS = 3_690 * 86_400_000;
const AHEAD_MS = 7 * 86_400_000;

const STREAMS: readonly StreamName[] = ['load', 'generation', 'flows'];

/** Asks for a page of news. */
export interface NewsRequest extends Cancellable {
  /** Only of this stream; of all unless given. */
  readonly stream?: StreamName;
  /** The role of the areas; countries unless given. */
  readonly areaType?: AreaType;
  /** 1 to 100; 20 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** What has changed in the European series lately: new values, revised ones, records. */
export class NewsApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof NewsService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(NewsService, connection.transports.fresh);
  }

  /** What imports have changed, newest first, a page at a time. Rejects with a `WattletError`, and with nothing else. */
  list({ stream, areaType, pageSize = 0, pageToken = '', signal }: NewsRequest = {}): Promise<NewsPage> {
    return this.#call(signal, async (options) => {
      const request = {
        stream: stream === undefined ? Stream.UNSPECIFIED : toWireStream(stream),
        areaType: toWireAreaType(areaType),
        pageSize,
        pageToken,
      };
      return toNewsPage(await this.#client.listNews(request, options));
    });
  }

  /**
   * The newest page, and again whenever something has changed, but not oftener than every two seconds. It ends when the
   * signal aborts, when the loop is left, and when the client is closed.
   *
   * @throws WattletError when the first read fails, so that whoever waits for it can be told, or a later one for good;
   *   what passes by itself is ridden out then.
   */
  async *watch(request: Omit<NewsRequest, 'pageToken'> = {}): AsyncGenerator<NewsPage, void, undefined> {
    const left = new AbortController();
    const given = linkSignals(request.signal, this.#connection.closing);
    const ends = linkSignals(left.signal, given.signal);
    const { signal } = ends;
    const heads = new StreamHeads();
    const streams = request.stream === undefined ? STREAMS : [request.stream];
    const following = streams.map((stream) => this.#follow(stream, request.areaType, { signal, heads }));
    try {
      for (let isFirst = true; !signal.aborted; isFirst = false) {
        const page = await this.#read({ ...request, signal }, isFirst);
        if (page) yield page;
        await pause(this.#connection.timers, page ? CALM_MS : AGAIN_MS, signal);
        if (page) await heads.beyond(page, signal);
      }
    } finally {
      left.abort();
      await Promise.all(following);
      ends.unlink();
      given.unlink();
    }
  }

  /** Undefined where a later read did not succeed now and another may. */
  async #read(request: NewsRequest, isFirst: boolean): Promise<NewsPage | undefined> {
    try {
      return await this.list(request);
    } catch (error) {
      if (request.signal?.aborted) return undefined;
      if (isFirst || !(error instanceof WattletError && error.retryable)) throw error;
      return undefined;
    }
  }

  /** Tells how far a stream is whenever it moves. Rejects never: what fails is tried again. */
  async #follow(
    stream: StreamName,
    areaType: AreaType | undefined,
    { signal, heads }: { readonly signal: AbortSignal; readonly heads: StreamHeads },
  ): Promise<void> {
    const { timers } = this.#connection;
    const series = new SeriesApi(this.#connection);
    const role = areaType === undefined ? {} : { areaType };
    while (!signal.aborted) {
      try {
        const range = { from: timers.now() - REACH_MS, to: timers.now() + AHEAD_MS };
        for await (const { cursor } of series.watchAreas({ stream, ...role, ...range, signal })) {
          heads.move(stream, cursor);
        }
      } catch {
        await pause(timers, AGAIN_MS, signal);
      }
    }
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}
