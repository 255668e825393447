import { isFinal, isRetryable } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { retryDelayMs } from '../live/back-off.ts';
import type { Timers } from '../live/timers.ts';
import { checkMessage } from './message-limits.ts';
import type { NewMessage, OutboxEntry, OutboxRefusal, OutboxStorage } from './outbox-storage.ts';
import {
  SENDING_MACHINE,
  type SendingEffect,
  type SendingEvent,
  type SendingState,
} from './sending-machine.ts';

/** The most messages of a conversation that wait. */
const MOST_WAITING = 200;
/** A failure of the server that repeats itself so often is the message's. */
const MOST_CRASHES = 8;
/** What is given up leaves a mark under this key, without its words: that it is not kept may have other reasons. */
const GIVEN_UP = 'given-up';

/** A message that is not acknowledged yet, as it is shown. */
export interface OutgoingMessage extends NewMessage {
  readonly clientId: string;
  /** When it was written, epoch milliseconds. */
  readonly queuedAt: number;
  readonly state: Exclude<SendingState, 'stored' | 'dropped'>;
  /** Why the last try failed; the refusal of one that has `failed`. */
  readonly error?: OutboxRefusal;
  /** When it is tried again, epoch milliseconds; where it is `waiting`. */
  readonly nextTryAt?: number;
}

/** What an outbox works with. */
export interface OutboxDeps {
  /** Of what is kept for it, until it is moved. */
  readonly key: string;
  readonly storage: OutboxStorage;
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Makes a UUID. */
  readonly newId: () => string;
  /** Sends a message; resolves once it is stored. The same client id is stored once. */
  readonly send: (entry: OutboxEntry, signal: AbortSignal) => Promise<void>;
  /** Something has changed in {@link Outbox.messages}. */
  readonly onChange: () => void;
}

interface Item {
  entry: OutboxEntry;
  state: SendingState;
  attempts: number;
  crashes: number;
  error: WattletError | undefined;
  /** Epoch milliseconds; the server asked not to be tried before. */
  notBefore: number;
  nextTryAt: number;
  cancelWait: (() => void) | undefined;
}

/**
 * The messages of a conversation that wait for the server, in the order in which they were written: one at a time, each
 * until it is acknowledged or refused. Carries out what {@link SENDING_MACHINE} decides.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #closing = new AbortController();
  #key: string;
  #items: readonly Item[] = [];
  #isHeld = true;

  readonly #effects: Readonly<Record<SendingEffect, (item: Item) => void>> = {
    call: (item) => void this.#call(item),
    backOff: (item) => this.#backOff(item),
    stopWaiting: (item) => item.cancelWait?.(),
    keep: (item) => {
      item.entry = { ...item.entry, refusal: refusalOf(item.error) };
      this.#put(item.entry);
    },
    requeue: (item) => this.#requeue(item),
    forget: (item) => this.#forget(item),
    next: () => this.#next(),
  };

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#key = deps.key;
  }

  /** Those that are not acknowledged, in the order in which they are sent, the refused ones where they were. */
  get messages(): readonly OutgoingMessage[] {
    return this.#items.flatMap(({ entry, state, error, nextTryAt }) => {
      if (state === 'stored' || state === 'dropped') return [];
      const { key: _key, position: _position, refusal, ...message } = entry;
      const why = error ? refusalOf(error) : refusal;
      const shown = { ...message, state, ...(why ? { error: why } : {}) };
      return [state === 'waiting' ? { ...shown, nextTryAt } : shown];
    });
  }

  /** Takes what was kept, and begins to send. Where nothing can be read nothing was kept. */
  async open(): Promise<void> {
    await this.#load();
    if (this.#closing.signal.aborted) return;
    this.#isHeld = false;
    this.#next();
    this.#deps.onChange();
  }

  /** Keeps everything under another key from now on, and takes what is kept there already. */
  async moveTo(key: string): Promise<void> {
    if (key === this.#key) return;
    this.#key = key;
    for (const item of this.#items) {
      const before = item.entry;
      item.entry = { ...before, key };
      // In this order, so that nothing is kept nowhere.
      this.#put(item.entry);
      this.#remove(before);
    }
    await this.#load();
    this.#next();
    this.#deps.onChange();
  }

  /**
   * Takes a message.
   *
   * @returns its client id
   * @throws WattletError `invalid_argument` for what the server would refuse, `resource_exhausted` where too many wait.
   */
  add({ text, reference, attachmentIds, isNote }: NewMessage): string {
    checkMessage({ text, ...(attachmentIds ? { attachmentIds } : {}) });
    if (this.#items.length >= MOST_WAITING)
      throw new WattletError(
        'resource_exhausted',
        `${MOST_WAITING} messages wait already: wait for the server`,
      );
    const entry: OutboxEntry = {
      ...{ key: this.#key, clientId: this.#deps.newId(), text },
      ...(reference ? { reference } : {}),
      ...(attachmentIds?.length ? { attachmentIds } : {}),
      ...(isNote ? { isNote } : {}),
      ...{ queuedAt: this.#deps.timers.now(), position: this.#lastPosition() },
    };
    const item = itemOf(entry);
    this.#items = [...this.#items, item];
    this.#put(item.entry);
    this.#next();
    this.#deps.onChange();
    return entry.clientId;
  }

  /** Tries a message again, now; one that has failed behind the others. */
  retry(clientId: string): void {
    this.#tell(clientId, 'retry');
  }

  /** Gives a message up. */
  drop(clientId: string): void {
    this.#tell(clientId, 'drop');
  }

  /** The message with this id is stored. */
  confirm(clientId: string): void {
    this.#tell(clientId, 'stored');
  }

  /** A try may succeed where the last did not, and another soon after: a network is there some moments before it works. */
  wake(): void {
    for (const item of this.#items) {
      item.attempts = 0;
      if (item.state === 'waiting') this.#tell(item.entry.clientId, 'wake');
    }
  }

  /** Stops sending. What waits stays kept. */
  close(): void {
    this.#closing.abort(new WattletError('canceled', 'The conversation is closed'));
    for (const { cancelWait } of this.#items) cancelWait?.();
  }

  async #load(): Promise<void> {
    const kept = await this.#deps.storage.load(this.#key).catch(() => []);
    const known = new Set(this.#items.map(({ entry }) => entry.clientId));
    const items = kept.filter(({ clientId }) => !known.has(clientId)).map(itemOf);
    this.#items = [...items, ...this.#items].sort((a, b) => a.entry.position - b.entry.position);
  }

  #tell(clientId: string, event: SendingEvent): void {
    const item = this.#items.find(({ entry }) => entry.clientId === clientId);
    if (item && !this.#isTooEarly(item, event)) this.#dispatch(item, event);
  }

  /** Who was told when to come back is not let in before. */
  #isTooEarly({ state, notBefore }: Item, event: SendingEvent): boolean {
    const isHurried = state === 'waiting' && (event === 'wake' || event === 'retry');
    return isHurried && this.#deps.timers.now() < notBefore;
  }

  #dispatch(item: Item, event: SendingEvent): void {
    const transition = SENDING_MACHINE[item.state][event];
    if (!transition) return;
    item.state = transition.to;
    for (const effect of transition.effects) this.#effects[effect](item);
    this.#deps.onChange();
  }

  #next(): void {
    if (this.#isHeld || this.#items.some(({ state }) => state === 'sending' || state === 'waiting')) return;
    const first = this.#items.find(({ state }) => state === 'queued');
    if (first) this.#dispatch(first, 'turn');
  }

  async #call(item: Item): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    const isGivenUp = await this.#isGivenUp(item);
    // It may have been given up here, or be stored, meanwhile.
    if (signal.aborted || item.state !== 'sending') return;
    if (isGivenUp) {
      this.#dispatch(item, 'drop');
      return;
    }
    try {
      await this.#deps.send(item.entry, signal);
      this.#dispatch(item, 'stored');
    } catch (thrown) {
      if (signal.aborted) return;
      item.error = WattletError.from(thrown);
      this.#dispatch(item, this.#isHopeless(item, item.error) ? 'refused' : 'lost');
    }
  }

  /** In another tab. What cannot be looked up is not. */
  async #isGivenUp({ entry: { clientId } }: Item): Promise<boolean> {
    const marks = await this.#deps.storage.load(GIVEN_UP).catch(() => []);
    return marks.some((mark) => mark.clientId === clientId);
  }

  #isHopeless(item: Item, { code }: WattletError): boolean {
    if (isFinal(code) || code === 'unauthenticated') return true;
    if (!isRetryable(code)) item.crashes += 1;
    return item.crashes >= MOST_CRASHES;
  }

  #backOff(item: Item): void {
    const { timers, random } = this.#deps;
    const delayMs = retryDelayMs(item.attempts, random, item.error);
    item.attempts += 1;
    item.nextTryAt = timers.now() + delayMs;
    item.notBefore = item.error?.retryAfterMs === undefined ? 0 : item.nextTryAt;
    item.cancelWait = timers.after(delayMs, () => this.#dispatch(item, 'due'));
  }

  #requeue(item: Item): void {
    // Under an id that was used for something else it can only be refused again.
    const isTaken = item.error?.code === 'already_exists' || item.entry.refusal?.code === 'already_exists';
    const { refusal: _refusal, ...entry } = item.entry;
    if (isTaken) this.#remove(item.entry);
    const clientId = isTaken ? this.#deps.newId() : entry.clientId;
    const again = { ...itemOf({ ...entry, clientId, position: this.#lastPosition() }), state: item.state };
    this.#items = [...this.#items.filter((one) => one !== item), again];
    this.#put(again.entry);
  }

  #forget(item: Item): void {
    this.#items = this.#items.filter((one) => one !== item);
    if (item.state === 'dropped') this.#put(markOf(item.entry));
    this.#remove(item.entry);
  }

  /** Later than every other, also than what another tab has written meanwhile. */
  #lastPosition(): number {
    const last = this.#items.at(-1)?.entry.position ?? 0;
    return Math.max(last + 1, this.#deps.timers.now());
  }

  /** Storage that fails costs what it was for, the memory of a reload, and nothing else. */
  #put(entry: OutboxEntry): void {
    this.#deps.storage.put(entry).catch(() => undefined);
  }

  #remove(entry: OutboxEntry): void {
    this.#deps.storage.remove(entry).catch(() => undefined);
  }
}

function itemOf(entry: OutboxEntry): Item {
  return {
    ...{ entry, state: entry.refusal ? 'failed' : 'queued', attempts: 0, crashes: 0 },
    ...{ error: undefined, notBefore: 0, nextTryAt: 0, cancelWait: undefined },
  };
}

/** With a refusal, as no message that waits has. */
function markOf({ clientId, queuedAt, position }: OutboxEntry): OutboxEntry {
  const refusal = { code: 'canceled', message: '' };
  return { key: GIVEN_UP, clientId, text: '', queuedAt, position, refusal };
}

function refusalOf(error: WattletError | undefined): OutboxRefusal {
  const { code = 'unknown', message = '', reason } = error ?? {};
  return { code, message, ...(reason !== undefined && { reason }) };
}
