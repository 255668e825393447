import type { NewsItem, StreamName } from '@wattlet/sdk';
import type { Connection } from '@wattlet/sdk/connection';
import { WattletError } from '@wattlet/sdk/errors';
import { NewsApi } from '@wattlet/sdk/news';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const PAGE_SIZE = 20;

/** The news of a connection: the newest page, which goes on by itself, and below it as many older ones as were asked for. */
export class NewsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #connection: Connection | undefined;
  #watch = new AbortController();
  #newest: readonly NewsItem[] | undefined;
  #older: readonly NewsItem[] = [];
  #next: string | undefined;
  #down: readonly StreamName[] = [];
  #error: WattletError | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Newest first; undefined until they are known. */
  get items(): readonly NewsItem[] | undefined {
    if (!this.#newest) return undefined;
    // What has slid out of the newest page in the meantime stands in both.
    const known = new Set(this.#newest.map(idOf));
    return [...this.#newest, ...this.#older.filter((item) => !known.has(idOf(item)))];
  }

  /** Streams whose data cannot be reached. */
  get down(): readonly StreamName[] {
    return this.#down;
  }

  get error(): WattletError | undefined {
    return this.#error;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  hostDisconnected(): void {
    this.#watch.abort();
    this.#connection = undefined;
  }

  /** Goes on with the news of this connection. */
  follow(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.#watch.abort();
    this.#watch = new AbortController();
    this.#newest = undefined;
    this.#older = [];
    this.#next = undefined;
    this.#error = undefined;
    this.#run(connection, this.#watch.signal).catch(() => undefined);
  }

  /** Tries again after an error. */
  again(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) this.follow(connection);
  }

  /** Adds a page of older ones. */
  async more(): Promise<void> {
    if (!this.#connection || this.#next === undefined) return;
    const { signal } = this.#watch;
    const page = await new NewsApi(this.#connection).list({
      pageSize: PAGE_SIZE,
      pageToken: this.#next,
      signal,
    });
    this.#older = [...this.#older, ...page.items];
    this.#next = page.nextPageToken;
    this.#host.requestUpdate();
  }

  async #run(connection: Connection, signal: AbortSignal): Promise<void> {
    try {
      for await (const page of new NewsApi(connection).watch({ pageSize: PAGE_SIZE, signal })) {
        if (this.#newest) this.#older = [...this.#newest.slice(-PAGE_SIZE), ...this.#older];
        else this.#next = page.nextPageToken;
        this.#older = this.#older.filter(isFirst);
        this.#newest = page.items;
        this.#down = page.streams.flatMap(({ stream, cursor }) => (cursor ? [] : [stream]));
        this.#host.requestUpdate();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#error = WattletError.from(error);
      this.#host.requestUpdate();
    }
  }
}

const idOf = ({ stream, revision }: NewsItem): string => `${stream} ${revision}`;

/** Whether nothing before it in the list is the same. */
function isFirst(item: NewsItem, index: number, all: readonly NewsItem[]): boolean {
  return all.findIndex((other) => idOf(other) === idOf(item)) === index;
}
