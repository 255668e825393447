import type { NewsItem } from '@wattlet/sdk';

/** So much may come above older news that were asked for; after that nobody reads them any more. */
const MOST_ABOVE = 200;

/** What a page of news says of them. */
export interface PageOfNews {
  readonly items: readonly NewsItem[];
  /** Of the older ones after it; undefined after the last. */
  readonly nextPageToken?: string | undefined;
}

/** News as they are shown: the newest page, which is another one later, and below it the older ones that were asked for. */
export class NewsPages {
  #newest: readonly NewsItem[] | undefined;
  #older: readonly NewsItem[] = [];
  #next: string | undefined;
  #hasAsked = false;
  /** How many have slid out of the newest page since older ones were asked for. */
  #slid = 0;

  /** Newest first, each once; undefined until they are known. */
  get items(): readonly NewsItem[] | undefined {
    return this.#newest && [...this.#newest, ...without(this.#older, this.#newest)];
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** The newest page is this now. */
  take({ items, nextPageToken }: PageOfNews): void {
    const slid = without(this.#newest ?? [], items);
    this.#slid += slid.length;
    // Where all have slid out, there may be others between them and this page.
    const isCut = slid.length > 0 && slid.length === this.#newest?.length;
    if (!this.#hasAsked || isCut || this.#slid > MOST_ABOVE) {
      this.#older = [];
      this.#next = nextPageToken;
      this.#hasAsked = false;
      this.#slid = 0;
    } else this.#older = [...slid, ...this.#older];
    this.#newest = items;
  }

  /** The token by which older ones are to be asked for; undefined where there are none. */
  ask(): string | undefined {
    this.#hasAsked = this.hasMore;
    return this.#next;
  }

  /** These are the older ones that were asked for. @param token by which they were; what lies elsewhere by now is left out */
  add({ items, nextPageToken }: PageOfNews, token: string): void {
    if (token !== this.#next) return;
    this.#older = [...this.#older, ...without(items, this.#older)];
    this.#next = nextPageToken;
  }
}

function without(items: readonly NewsItem[], others: readonly NewsItem[]): readonly NewsItem[] {
  const known = new Set(others.map(idOf));
  return items.filter((item) => !known.has(idOf(item)));
}

const idOf = ({ stream, revision }: NewsItem): string => `${stream} ${revision}`;
