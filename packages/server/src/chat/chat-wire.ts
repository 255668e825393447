import { randomUUID } from 'node:crypto';
import type { TailOptions } from '../platform/bus/event-bus.ts';
import type { Log } from '../platform/log.ts';
import { type Database, quoteIdentifier } from '../platform/postgres/database.ts';
import { isUuid } from '../platform/uuid.ts';
import type { Side } from './chat-caller.ts';
import type { ConversationKey } from './conversation-key.ts';
import type { PresenceSignal } from './presence-board.ts';

/** Somebody types in a conversation, or has stopped. */
export interface TypingSignal extends ConversationKey {
  readonly accountId: string;
  readonly side: Side;
  readonly name: string;
  readonly typing: boolean;
  /** What they have typed so far, where agents may see it. */
  readonly preview: string;
}

/** What the wire works with. */
export interface ChatWireOptions {
  readonly database: Database;
  readonly log: Log;
  /** Signals of so many milliseconds are sent together: a notification takes a lock that every commit waits for. */
  readonly gatherMs?: number;
}

/** PostgreSQL takes less than 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_000;
/** More than that between two notifications is left out: whoever watches looks by itself, too. */
const MOST_WAITING = 2_000;

type Signal =
  | { readonly ring: ConversationKey }
  | { readonly typing: TypingSignal }
  | { readonly presence: PresenceSignal };

/**
 * Tells the nodes of this deployment what has just happened in chats: at once in this process, and gathered by a
 * notification of the database to the others. Nothing is stored and anything may be lost: what must not be is looked
 * for in the database as well.
 */
export class ChatWire {
  readonly #options: ChatWireOptions;
  readonly #node = randomUUID();
  readonly #channel: string;
  readonly #listeners = new Set<(signal: Signal) => void>();
  #waiting: Signal[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ChatWireOptions) {
    this.#options = options;
    this.#channel = `chat ${options.database.schema}`.slice(0, 63);
  }

  /** Says that a conversation has changed. Call it after the commit. */
  ring(key: ConversationKey): void {
    const { siteId, conversationId } = key;
    this.#send({ ring: { siteId, conversationId } });
  }

  /** Says that somebody types, or has stopped. */
  typing(signal: TypingSignal): void {
    this.#send({ typing: signal });
  }

  /** Says that an agent is there, or has gone. */
  presence({ siteId, agentId, online }: PresenceSignal): void {
    this.#send({ presence: { siteId, agentId, online } });
  }

  /** Listens to changed conversations, of all nodes. Returns how to stop. */
  onRing(listener: (key: ConversationKey) => void): () => void {
    return this.#listen((signal) => {
      if ('ring' in signal) listener(signal.ring);
    });
  }

  /** Listens to who types, on all nodes. Returns how to stop. */
  onTyping(listener: (signal: TypingSignal) => void): () => void {
    return this.#listen((signal) => {
      if ('typing' in signal) listener(signal.typing);
    });
  }

  /** Listens to which agents are there, on all nodes. Returns how to stop. */
  onPresence(listener: (signal: PresenceSignal) => void): () => void {
    return this.#listen((signal) => {
      if ('presence' in signal) listener(signal.presence);
    });
  }

  /** The wire as a hub is woken by it: whenever a conversation has changed. */
  async tail({ onWake, signal }: Pick<TailOptions, 'onWake' | 'signal'>): Promise<void> {
    const stop = this.onRing(onWake);
    onWake();
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    stop();
  }

  /** Hears the other nodes until the signal aborts; rejects when the connection is lost. */
  async run(signal: AbortSignal, ready: () => void): Promise<void> {
    const { database, log } = this.#options;
    const client = await database.connect();
    const { promise: lost, reject } = Promise.withResolvers<never>();
    lost.catch(() => undefined);
    client.once('end', () => reject(new Error('the connection that hears of other nodes was lost')));
    client.on('notification', ({ payload = '' }) => this.#hear(payload));
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const stop = () => resolve();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await client.query(`listen ${quoteIdentifier(this.#channel)}`);
      ready();
      if (!signal.aborted) await Promise.race([over, lost]);
    } finally {
      signal.removeEventListener('abort', stop);
      clearTimeout(this.#timer);
      this.#timer = undefined;
      client.end().catch((error: unknown) => log.debug({ err: error }, 'a lost connection was not closed'));
    }
  }

  #listen(listener: (signal: Signal) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #send(signal: Signal): void {
    this.#tell(signal);
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(signal);
    this.#timer ??= setTimeout(() => void this.#flush(), this.#options.gatherMs ?? 20).unref();
  }

  #tell(signal: Signal): void {
    for (const listener of this.#listeners) listener(signal);
  }

  async #flush(): Promise<void> {
    const { database, log } = this.#options;
    this.#timer = undefined;
    const signals = newestOfEach(this.#waiting);
    this.#waiting = [];
    try {
      for (const payload of payloadsOf(this.#node, signals)) {
        // Nothing of it is to last, and whoever stores a message meanwhile need not wait for the disk twice.
        await database.sql`
          select set_config('synchronous_commit', 'off', true), pg_notify(${this.#channel}, ${payload})`;
      }
    } catch (error) {
      log.debug({ err: error }, 'other nodes were not told of chats');
    }
  }

  #hear(payload: string): void {
    const heard = readPayload(payload);
    if (!heard) this.#options.log.warn({ channel: this.#channel }, 'a notification is none of this server');
    else if (heard.node !== this.#node) for (const signal of heard.signals) this.#tell(signal);
  }
}

/** Whoever can connect to the database can notify: what is no payload of a node must not end the process. */
function readPayload(
  text: string,
): { readonly node: string; readonly signals: readonly Signal[] } | undefined {
  try {
    const { node, signals }: { node?: unknown; signals?: unknown } = JSON.parse(text);
    if (typeof node !== 'string' || !Array.isArray(signals)) return undefined;
    return { node, signals: signals.filter(isSignal) };
  } catch {
    return undefined;
  }
}

function isSignal(value: unknown): value is Signal {
  if (typeof value !== 'object' || value === null) return false;
  if ('presence' in value) return hasIds(value.presence, 'siteId', 'agentId');
  const about = 'ring' in value ? value.ring : 'typing' in value ? value.typing : undefined;
  return hasIds(about, 'siteId', 'conversationId');
}

function hasIds(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return names.every((name) => {
    const id = fields[name];
    return typeof id === 'string' && isUuid(id);
  });
}

/** Of signals that say the same of the same the last. */
function newestOfEach(signals: readonly Signal[]): Signal[] {
  const newest = new Map<string, Signal>();
  for (const signal of signals) {
    newest.set(nameOf(signal), signal);
  }
  return [...newest.values()];
}

function nameOf(signal: Signal): string {
  if ('ring' in signal) return `ring ${signal.ring.conversationId}`;
  if ('presence' in signal) return `presence ${signal.presence.agentId}`;
  return `typing ${signal.typing.conversationId} ${signal.typing.accountId}`;
}

function* payloadsOf(node: string, signals: readonly Signal[]): Generator<string> {
  let page: Signal[] = [];
  let bytes = 0;
  for (const signal of signals) {
    const size = Buffer.byteLength(JSON.stringify(signal)) + 1;
    if (size > MAX_PAYLOAD_BYTES) continue;
    if (bytes + size > MAX_PAYLOAD_BYTES) {
      yield JSON.stringify({ node, signals: page });
      page = [];
      bytes = 0;
    }
    page.push(signal);
    bytes += size;
  }
  if (page.length > 0) yield JSON.stringify({ node, signals: page });
}
