import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { DeliveryLane } from './delivery-lane.ts';

/** What is done with the items of a queue, and how much at once. */
export interface BatchWork<Item> {
  /** Does the work for all items of a batch or for none. They may come again: must be idempotent. */
  readonly handle: (items: readonly Item[]) => Promise<void>;
  /** True for a failure that passes by itself: then the same batch is tried again until it succeeds. */
  readonly isTransient: (error: unknown) => boolean;
  /** Most items of a batch. */
  readonly most: number;
  /** Most batches that are worked on at once. */
  readonly inFlight: number;
  /** Most time for which an item waits for others while batches are worked on, in milliseconds. */
  readonly waitMs: number;
  /** Pause after the first failure of a batch, in milliseconds; doubles with each further one. */
  readonly backoffMs: number;
  readonly log: Log;
}

/** What is needed of a lane. */
type SettlingLane = Pick<DeliveryLane, 'closed' | 'ackUpTo' | 'requeue'>;

const MOST_BACKOFF_MS = 10_000;

interface Entry<Item> {
  readonly item: Item;
  readonly tag: number;
}

interface Batch<Item> {
  readonly entries: readonly Entry<Item>[];
  /** Of what was not put back into the queue, the last one. */
  lastKept: number | undefined;
  done: boolean;
}

/**
 * Works on the deliveries of one lane in batches, and acknowledges a batch once its work and that of all before it is
 * done. An item that comes alone is worked on at once; under load batches fill while others are under way.
 *
 * A failure that passes is waited out, with nothing acknowledged. A batch that fails in another way is halved until the
 * item that makes it fail stands alone: that one goes back to the queue, whose delivery limit ends it.
 */
export class AcknowledgedBatches<Item> {
  readonly #lane: SettlingLane;
  readonly #work: BatchWork<Item>;
  readonly #order: Batch<Item>[] = [];
  #waiting: Entry<Item>[] = [];
  #running = 0;
  #due = false;
  #timer: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  constructor(lane: SettlingLane, work: BatchWork<Item>) {
    this.#lane = lane;
    this.#work = work;
    lane.closed.addEventListener('abort', () => this.#forget(), { once: true });
  }

  /** Takes an item. How many may come before they are settled is bounded by the lane's prefetch. */
  add(item: Item, tag: number): void {
    if (this.#lane.closed.aborted) return;
    this.#waiting.push({ item, tag });
    if (this.#waiting.length >= this.#work.most) this.#startDue();
    // With nothing under way there is nothing to wait for but what came with the same packet.
    else this.#timer ??= setTimeout(() => this.#onTime(), this.#running === 0 ? 0 : this.#work.waitMs);
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    if (this.#running + this.#waiting.length > 0)
      await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #onTime(): void {
    this.#timer = undefined;
    this.#due = true;
    this.#startDue();
  }

  #startDue(): void {
    const { most, inFlight } = this.#work;
    while (
      this.#running < inFlight &&
      (this.#waiting.length >= most || (this.#due && this.#waiting.length > 0))
    )
      this.#start(this.#waiting.splice(0, most));
    if (this.#waiting.length > 0) return;
    this.#due = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #start(entries: readonly Entry<Item>[]): void {
    const batch: Batch<Item> = { entries, lastKept: undefined, done: false };
    this.#order.push(batch);
    this.#running += 1;
    void this.#settle(batch, entries).then(() => this.#onDone(batch));
  }

  #onDone(batch: Batch<Item>): void {
    batch.done = true;
    this.#running -= 1;
    this.#acknowledge();
    // Whoever is under way alone has no company to wait for.
    if (this.#running === 0) this.#due = true;
    this.#startDue();
    if (this.#running + this.#waiting.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #acknowledge(): void {
    let upTo: number | undefined;
    while (this.#order[0]?.done) upTo = this.#order.shift()?.lastKept ?? upTo;
    if (upTo !== undefined) this.#lane.ackUpTo(upTo);
  }

  /** Never rejects. */
  async #settle(batch: Batch<Item>, entries: readonly Entry<Item>[]): Promise<void> {
    const { handle, isTransient, backoffMs, log } = this.#work;
    const { closed } = this.#lane;
    for (let tries = 0; !closed.aborted; tries++) {
      try {
        await handle(entries.map(({ item }) => item));
        batch.lastKept = entries.at(-1)?.tag;
        if (tries > 0) log.info({ tries: tries + 1 }, 'what failed works again');
        return;
      } catch (error) {
        const transient = isTransient(error);
        if (transient && tries > 0) log.debug({ err: error, tries: tries + 1 }, 'a batch still fails');
        else log.warn({ err: error, items: entries.length }, 'a batch failed');
        if (!transient && entries.length > 1) return this.#halve(batch, entries);
        await delay(Math.min(backoffMs * 2 ** tries, MOST_BACKOFF_MS), undefined, { signal: closed }).catch(
          () => undefined,
        );
        if (transient) continue;
        for (const { tag } of entries) this.#lane.requeue(tag);
        return;
      }
    }
  }

  async #halve(batch: Batch<Item>, entries: readonly Entry<Item>[]): Promise<void> {
    const middle = Math.ceil(entries.length / 2);
    await this.#settle(batch, entries.slice(0, middle));
    await this.#settle(batch, entries.slice(middle));
  }

  #forget(): void {
    this.#waiting = [];
    this.#startDue();
    if (this.#running > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
