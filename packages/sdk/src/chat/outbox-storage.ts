import type { ChatReference } from './chat-reference.ts';

/** What somebody writes. */
export interface NewMessage {
  /** Up to 4,000 characters; may be empty only with attachments. */
  readonly text: string;
  /** What they are looking at. */
  readonly reference?: ChatReference;
  /** Files that were uploaded for this conversation, up to ten. */
  readonly attachmentIds?: readonly string[];
  /** For agents only: customers never see it. */
  readonly isNote?: boolean;
}

/** A message that waits to be sent, as it is kept. All of it survives `structuredClone` and, with dates as such, IndexedDB. */
export interface OutboxEntry extends NewMessage {
  /** Of the outbox that it waits in. */
  readonly key: string;
  /** UUID; the same in every try, so that the message is stored once. */
  readonly clientId: string;
  /** When it was written, epoch milliseconds. */
  readonly queuedAt: number;
  /** Its place: those with a smaller one are sent before. */
  readonly position: number;
  /** Why it was refused for good; absent while there is hope. */
  readonly refusal?: OutboxRefusal;
}

/** Why a message was refused. */
export interface OutboxRefusal {
  /** Code of the error. */
  readonly code: string;
  readonly message: string;
  /** The server's own name of the reason, where it gives one. */
  readonly reason?: string;
}

/**
 * Where messages wait that were not acknowledged yet. Entries are kept one by one, so that two tabs that write into the
 * same conversation do not overwrite each other's. Methods may reject: messages then wait in memory only.
 *
 * The key `given-up` is the outbox's own: entries under it say which messages were given up, and may be forgotten after some days.
 */
export interface OutboxStorage {
  /** The entries under a key, in any order. */
  load(key: string): Promise<readonly OutboxEntry[]>;
  /** Keeps an entry, in place of one with the same key and client id. */
  put(entry: OutboxEntry): Promise<void>;
  /** Forgets an entry; nothing happens where there is none. */
  remove(entry: Pick<OutboxEntry, 'key' | 'clientId'>): Promise<void>;
}

/** Keeps messages for as long as the program runs. */
export class MemoryOutboxStorage implements OutboxStorage {
  readonly #entries = new Map<string, OutboxEntry>();

  async load(key: string): Promise<readonly OutboxEntry[]> {
    return [...this.#entries.values()].filter((entry) => entry.key === key);
  }

  async put(entry: OutboxEntry): Promise<void> {
    this.#entries.set(nameOf(entry), entry);
  }

  async remove(entry: Pick<OutboxEntry, 'key' | 'clientId'>): Promise<void> {
    this.#entries.delete(nameOf(entry));
  }
}

const nameOf = ({ key, clientId }: Pick<OutboxEntry, 'key' | 'clientId'>) => `${key} ${clientId}`;
