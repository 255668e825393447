import type { OutboxEntry, OutboxStorage } from '@wattlet/sdk';
import { type Kept, keep, kept, keptNames } from './kept.ts';

const PREFIX = 'wattlet-outbox ';

/** As long as a visit goes on: whoever is not back by then does not wait for an answer any more. */
const MOST_MS = 90 * 86_400_000;

/** Forgets what has waited for too long, whoever has written it: they may never come back. */
export function forgetOldMessages(now = Date.now()): void {
  for (const name of keptNames(PREFIX)) {
    const { queuedAt } = kept(PREFIX + name);
    if (typeof queuedAt === 'number' && queuedAt < now - MOST_MS) keep(PREFIX + name, undefined);
  }
}

/**
 * Keeps a customer's messages that wait in the storage of the origin: they are there after a reload, and after the next
 * start of the browser, and are another customer's at no time. Each has an entry of its own, so that tabs do not
 * overwrite each other's. A page without storage has none, and rejects what it is to keep.
 */
export class LocalOutbox implements OutboxStorage {
  readonly #prefix: string;

  /** @param scope by `ownScope` */
  constructor(scope: string) {
    this.#prefix = `${PREFIX}${scope} `;
  }

  /** @param key every one of the customer's unless given */
  async load(key?: string): Promise<readonly OutboxEntry[]> {
    const entries: readonly unknown[] = keptNames(this.#prefix).map((name) =>
      kept(this.#prefix + name, revive),
    );
    return entries.filter(isEntry).filter((entry) => key === undefined || entry.key === key);
  }

  async put(entry: OutboxEntry): Promise<void> {
    localStorage.setItem(this.#nameOf(entry), JSON.stringify(entry));
  }

  async remove(entry: Pick<OutboxEntry, 'key' | 'clientId'>): Promise<void> {
    localStorage.removeItem(this.#nameOf(entry));
  }

  /** Forgets every one. */
  clear(): void {
    for (const name of keptNames(this.#prefix)) keep(this.#prefix + name, undefined);
  }

  #nameOf({ key, clientId }: Pick<OutboxEntry, 'key' | 'clientId'>): string {
    return `${this.#prefix}${key} ${clientId}`;
  }
}

/** The times of references. */
function revive(name: string, value: unknown): unknown {
  const isTime = (name === 'from' || name === 'to' || name === 'hour') && typeof value === 'string';
  return isTime ? new Date(value) : value;
}

function isEntry(value: unknown): value is OutboxEntry {
  const { key, clientId, text, queuedAt, position }: Kept = { ...Object(value) };
  const texts = [key, clientId, text].every((one) => typeof one === 'string');
  return texts && typeof queuedAt === 'number' && typeof position === 'number';
}
