import type { OutboxEntry, OutboxStorage } from '@wattlet/sdk';

const PREFIX = 'wattlet-outbox ';

/**
 * Keeps messages that wait in the storage of the origin: they are there after a reload, and after the next start of the
 * browser. Each has an entry of its own, so that tabs do not overwrite each other's. A page without storage rejects.
 */
export class LocalOutbox implements OutboxStorage {
  async load(key: string): Promise<readonly OutboxEntry[]> {
    const prefix = nameOf({ key, clientId: '' });
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    return names.flatMap((name) => read(localStorage.getItem(name))).filter((entry) => entry.key === key);
  }

  async put(entry: OutboxEntry): Promise<void> {
    localStorage.setItem(nameOf(entry), JSON.stringify(entry));
  }

  async remove(entry: Pick<OutboxEntry, 'key' | 'clientId'>): Promise<void> {
    localStorage.removeItem(nameOf(entry));
  }
}

const nameOf = ({ key, clientId }: Pick<OutboxEntry, 'key' | 'clientId'>) => `${PREFIX}${key} ${clientId}`;

function read(json: string | null): readonly OutboxEntry[] {
  try {
    const entry: unknown = JSON.parse(json ?? 'null', revive);
    return isEntry(entry) ? [entry] : [];
  } catch {
    // Something else has written under the name.
    return [];
  }
}

/** The times of references. */
function revive(name: string, value: unknown): unknown {
  const isTime = (name === 'from' || name === 'to' || name === 'hour') && typeof value === 'string';
  return isTime ? new Date(value) : value;
}

function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { key, clientId, text, queuedAt, position }: Readonly<Record<string, unknown>> = { ...value };
  const texts = [key, clientId, text].every((one) => typeof one === 'string');
  return texts && typeof queuedAt === 'number' && typeof position === 'number';
}
