import type { EventBus } from '../platform/bus/event-bus.ts';
import { WakeUp } from '../platform/bus/wake-up.ts';
import { runTogether } from '../platform/run-together.ts';
import type { JoinOutcome, Membership } from './join-outcome.ts';

/** A reason of its own costs a stack trace in every round. */
const OVER = new Error('the round is over');

/** An order that is not carried out yet. */
export interface Pending<Cursor> {
  readonly outcome: JoinOutcome<Cursor>;
}

/** What the loop of a hub works with. Times are in milliseconds. */
export interface HubLoopOptions {
  readonly bus: Pick<EventBus, 'tail'>;
  /** Events of this topic wake the loop. */
  readonly topic: string;
  /** How often to look for what no wake-up announced; asked before every wait. */
  readonly recheckMs: () => number;
  /** How long one round may take until the database counts as lost. */
  readonly roundMs: number;
  /** What is asked in a round, for the message that it did not answer, `the database of the load stream`. */
  readonly about: string;
}

/**
 * What is the same in every hub: orders wait until a round carries them out, and rounds follow each other, each when
 * something woke it. All that a hub does it does in a round, so that joining and following never meet.
 */
export class HubLoop<Cursor, Order extends Pending<Cursor>> {
  /** Orders that no round has carried out. */
  readonly pending = new Set<Order>();
  readonly #options: HubLoopOptions;
  readonly #wake = new WakeUp();
  #running = false;

  constructor(options: HubLoopOptions) {
    this.#options = options;
  }

  /** Whether rounds follow each other. */
  get running(): boolean {
    return this.#running;
  }

  /** Asks for a round; while the loop is down the next start brings one anyway. */
  wake(): void {
    this.#wake.call();
  }

  /**
   * Takes an order for the next round; while the loop is down it waits.
   *
   * @param leave takes out what became of it
   */
  take(order: Order, leave: () => void): Membership<Cursor> {
    this.pending.add(order);
    if (this.#running) this.wake();
    else order.outcome.settle({ kind: 'waiting' });
    return {
      outcomeWithin: (limitMs) => order.outcome.within(limitMs),
      leave: () => {
        this.pending.delete(order);
        // Whoever waits for it need not wait any longer.
        order.outcome.settle({ kind: 'waiting' });
        leave();
      },
    };
  }

  /**
   * Runs round after round until the signal aborts. Rejects when a round, the bus, or the time of a round fails; orders
   * stay. Calls `ready` after every round that went well.
   *
   * @param round looks once; what it was given up for is in its signal, and nothing may be told after that
   */
  async run(
    round: (signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
    ready: () => void,
  ): Promise<void> {
    const { bus, topic } = this.#options;
    const tail = (end: AbortSignal) => bus.tail({ topic, onWake: () => this.wake(), signal: end });
    const follow = async (end: AbortSignal) => {
      while (!end.aborted) {
        await this.#roundWithin(round, end);
        if (!end.aborted) ready();
        await this.#wake.wait(this.#options.recheckMs(), end);
      }
    };
    this.#running = true;
    try {
      await runTogether([tail, follow], signal);
    } finally {
      this.#running = false;
      for (const { outcome } of this.pending) outcome.settle({ kind: 'waiting' });
    }
  }

  /** One round that ends at the latest when its time is up: a database that hangs has failed, too. */
  async #roundWithin(round: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const { roundMs, about } = this.#options;
    const end = new AbortController();
    const onAbort = () => end.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const late = new Error(`${about} did not answer within ${roundMs} ms`);
    const timer = setTimeout(() => end.abort(late), roundMs);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(end.signal.reason);
    end.signal.addEventListener('abort', giveUp, { once: true });
    try {
      await Promise.race([round(end.signal), aborted]);
      end.signal.removeEventListener('abort', giveUp);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      // What is left of a round that was given up must not go on beside the next one.
      end.abort(OVER);
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }
}
