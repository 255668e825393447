import type { NewsItem, StreamName } from '@wattlet/sdk';
import type { Connection } from '@wattlet/sdk/connection';
import { WattletError } from '@wattlet/sdk/errors';
import { NewsApi } from '@wattlet/sdk/news';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { NewsPages } from './news-pages.ts';

const PAGE_SIZE = 20;

/** The news of a connection: the newest page, which goes on by itself, and below it as many older ones as were asked for. */
export class NewsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #connection: Connection | undefined;
  #watch = new AbortController();
  #pages = new NewsPages();
  #down: readonly StreamName[] = [];
  #error: WattletError | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Newest first; undefined until they are known. */
  get items(): readonly NewsItem[] | undefined {
    return this.#pages.items;
  }

  /** Streams whose data cannot be reached. */
  get down(): readonly StreamName[] {
    return this.#down;
  }

  get error(): WattletError | undefined {
    return this.#error;
  }

  get hasMore(): boolean {
    return this.#pages.hasMore;
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
    this.#pages = new NewsPages();
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
    const pages = this.#pages;
    const pageToken = pages.ask();
    if (!this.#connection || pageToken === undefined) return;
    const { signal } = this.#watch;
    pages.add(
      await new NewsApi(this.#connection).list({ pageSize: PAGE_SIZE, pageToken, signal }),
      pageToken,
    );
    this.#host.requestUpdate();
  }

  async #run(connection: Connection, signal: AbortSignal): Promise<void> {
    try {
      for await (const page of new NewsApi(connection).watch({ pageSize: PAGE_SIZE, signal })) {
        this.#pages.take(page);
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
