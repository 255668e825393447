import { ConnectError } from '@connectrpc/connect';
import { inTime, LateError } from '../platform/in-time.ts';
import type { Log } from '../platform/log.ts';

const KEPT_MS = 30_000;
/** What could not be known is looked at again after so long. */
const UNKNOWN_MS = 5_000;
/** A request waits no longer than so to be told. */
const PATIENCE_MS = 1_000;
const MOST_KEPT = 1_000;

export interface ListedOriginsOptions {
  /** Origins that the deployment lists. */
  readonly always: readonly string[];
  /** Whether a site lists an origin. */
  readonly look: (origin: string) => Promise<boolean>;
  readonly log: Log;
  /** The current time, epoch milliseconds. */
  readonly now?: () => number;
  /** How long a request waits to be told, in milliseconds; a second unless given. */
  readonly patienceMs?: number;
}

interface Found {
  readonly listed: Promise<boolean>;
  /** When to look again, epoch milliseconds. */
  readonly until: number;
}

/**
 * Origins whose pages may ask: those of the deployment, and those that some active site lists. What a request may
 * see is decided by what it shows, of its own site; a browser's question in advance shows nothing.
 */
export class ListedOrigins {
  readonly #options: ListedOriginsOptions;
  /** By origin, the one that was looked at longest ago first. */
  readonly #found = new Map<string, Found>();

  constructor(options: ListedOriginsOptions) {
    this.#options = options;
  }

  /**
   * Never rejects, and waits a second at most: where it cannot be known, the deployment's own origins go on, and the
   * others are not listed for some seconds.
   *
   * @param count counts a look at the sites; a caller for whom it throws that they are too many gets none
   */
  async has(origin: string, count: () => void): Promise<boolean> {
    const { always, now = Date.now } = this.#options;
    if (always.includes(origin)) return true;
    const known = this.#found.get(origin);
    if (known && known.until > now()) return known.listed;
    try {
      count();
    } catch (error) {
      if (error instanceof ConnectError) return false;
      throw error;
    }
    const listed = this.#look(origin);
    this.#keep(origin, { listed, until: now() + KEPT_MS });
    return listed;
  }

  async #look(origin: string): Promise<boolean> {
    const { look, log, patienceMs = PATIENCE_MS, now = Date.now } = this.#options;
    const looked = look(origin);
    try {
      return await inTime(looked, patienceMs);
    } catch (error) {
      log.warn({ err: error }, 'the sites cannot be asked which origins they list');
      this.#keep(origin, { listed: Promise.resolve(false), until: now() + UNKNOWN_MS });
      // Later than anybody waited for: it counts from then on. A failure that late tells nothing new.
      if (error instanceof LateError)
        looked.then(
          (listed) => this.#keep(origin, { listed: Promise.resolve(listed), until: now() + KEPT_MS }),
          () => undefined,
        );
      return false;
    }
  }

  #keep(origin: string, found: Found): void {
    this.#found.delete(origin);
    this.#found.set(origin, found);
    for (const [oldest] of this.#found) {
      if (this.#found.size <= MOST_KEPT) break;
      this.#found.delete(oldest);
    }
  }
}
