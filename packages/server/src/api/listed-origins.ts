import type { Log } from '../platform/log.ts';

const KEPT_MS = 30_000;
const MOST_KEPT = 1_000;

export interface ListedOriginsOptions {
  /** Origins that the deployment lists. */
  readonly always: readonly string[];
  /** Whether a site lists an origin. */
  readonly look: (origin: string) => Promise<boolean>;
  readonly log: Log;
  /** The current time, epoch milliseconds. */
  readonly now?: () => number;
}

interface Found {
  readonly listed: Promise<boolean>;
  readonly at: number;
}

/**
 * Origins whose pages may ask: those of the deployment, and those that some active site lists. What a request may
 * see is decided by what it shows, of its own site; a browser's question in advance shows nothing.
 */
export class ListedOrigins {
  readonly #options: ListedOriginsOptions;
  /** By origin, the one asked for longest ago first. */
  readonly #found = new Map<string, Found>();

  constructor(options: ListedOriginsOptions) {
    this.#options = options;
  }

  /** Never rejects: where it cannot be known, the deployment's own origins go on. */
  async has(origin: string): Promise<boolean> {
    const { always, now = Date.now } = this.#options;
    if (always.includes(origin)) return true;
    const known = this.#found.get(origin);
    if (known && known.at > now() - KEPT_MS) return known.listed;
    const found = { listed: this.#look(origin), at: now() };
    this.#found.delete(origin);
    this.#found.set(origin, found);
    for (const [oldest] of this.#found) {
      if (this.#found.size <= MOST_KEPT) break;
      this.#found.delete(oldest);
    }
    return found.listed;
  }

  async #look(origin: string): Promise<boolean> {
    const { look, log } = this.#options;
    try {
      return await look(origin);
    } catch (error) {
      this.#found.delete(origin);
      log.warn({ err: error }, 'the sites cannot be asked which origins they list');
      return false;
    }
  }
}
