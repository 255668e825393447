import type { Sql } from '../platform/postgres/database.ts';
import { type ChatSettings, readSettings } from './chat-settings.ts';

/** How long a node may go by settings that another has changed. */
const TRUST_MS = 5_000;
const MOST_SITES = 1_000;

/** Settings of sites, for what is asked with every message. A node sees its own changes at once, others' within 5 s. */
export class SettingsCache {
  readonly #sql: Sql;
  readonly #known = new Map<string, { readonly settings: Promise<ChatSettings>; readonly readAt: number }>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The settings of a site. */
  of(siteId: string, now = performance.now()): Promise<ChatSettings> {
    const known = this.#known.get(siteId);
    if (known && known.readAt > now - TRUST_MS) return known.settings;
    const settings = readSettings(this.#sql, siteId);
    this.forget(siteId);
    this.#known.set(siteId, { settings, readAt: now });
    // A failure is not kept: the next call asks again.
    settings.catch(() => this.forget(siteId));
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_SITES) break;
      this.forget(oldest);
    }
    return settings;
  }

  /** Asks afresh the next time. */
  forget(siteId: string): void {
    this.#known.delete(siteId);
  }
}
