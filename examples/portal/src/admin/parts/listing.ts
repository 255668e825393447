import { WattletError } from '@wattlet/sdk/errors';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A page of something. */
export interface ListedPage<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string | undefined;
}

/** Reads a page. */
export type ReadPage<T> = (pageToken: string, signal: AbortSignal) => Promise<ListedPage<T>>;

/** Pages of something, read one after the other, and all anew when what is asked for is another. */
export class Listing<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #key: string | undefined;
  #read: ReadPage<T> | undefined;
  #reading = new AbortController();
  #items: readonly T[] | undefined;
  #nextPageToken: string | undefined;
  #error: WattletError | undefined;
  #isBusy = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#reading.abort();
    this.#key = undefined;
  }

  /** What was read so far; undefined before the first page is there. */
  get items(): readonly T[] | undefined {
    return this.#items;
  }

  get error(): WattletError | undefined {
    return this.#error;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get hasMore(): boolean {
    return this.#nextPageToken !== undefined;
  }

  /** Reads from the start, unless the same is asked for as before. To be called while the host renders. */
  show(key: string, read: ReadPage<T>): void {
    this.#read = read;
    if (this.#key === key) return;
    this.#key = key;
    this.#items = undefined;
    this.#start('');
  }

  /** Reads all anew; what is shown stays until the answer is there. */
  again(): void {
    this.#start('');
  }

  /** Reads the next page. */
  more(): void {
    if (this.#nextPageToken !== undefined && !this.#isBusy) this.#start(this.#nextPageToken);
  }

  #start(pageToken: string): void {
    this.#load(pageToken).catch(() => undefined);
  }

  async #load(pageToken: string): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#isBusy = true;
    this.#error = undefined;
    // Not within the render that asks for it.
    await Promise.resolve();
    this.#host.requestUpdate();
    try {
      const page = await this.#read?.(pageToken, reading.signal);
      if (reading.signal.aborted || !page) return;
      this.#items = pageToken === '' ? page.items : [...(this.#items ?? []), ...page.items];
      this.#nextPageToken = page.nextPageToken;
      this.#isBusy = false;
    } catch (error) {
      if (reading.signal.aborted) return;
      this.#error = WattletError.from(error);
      this.#isBusy = false;
    }
    this.#host.requestUpdate();
  }
}
