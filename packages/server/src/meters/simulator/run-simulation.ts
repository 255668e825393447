import { setTimeout as delay } from 'node:timers/promises';
import type { ZoneClock } from '../../streams/query/zone-clock.ts';
import { type Disturbance, type Disturbed, DisturbedWay } from './disturb.ts';
import { intervalReadings, type SimulatedMeter, type SimulatedReading } from './simulate-readings.ts';

/** A reading as it goes on the way. */
export type SimulatedMessage = Disturbed<SimulatedReading>;

/** Where a simulation sends its readings. */
export interface ReadingSink {
  /** Resolves when whoever takes readings has this one safely. */
  send(message: SimulatedMessage): Promise<void>;
}

/** Which homes are played, how fast, and where their readings go. */
export interface SimulationOptions {
  readonly meters: readonly SimulatedMeter[];
  readonly sink: ReadingSink;
  readonly clock: ZoneClock;
  readonly intervalMs: number;
  /** The first interval starts here, epoch milliseconds. */
  readonly from: number;
  /** How much faster than life it goes. No reading is sent before its time: what has caught up goes on as in life. */
  readonly speed: number;
  readonly disturbance: Disturbance;
  readonly seed: number;
  /** Ends after so many readings; never unless given. */
  readonly most?: number | undefined;
  /** Most that is sent and not confirmed. */
  readonly window: number;
}

/** How far a simulation is. */
export interface SimulationCounts {
  /** Messages, with duplicates and corrupt ones. */
  sent: number;
  confirmed: number;
  /** The end of the interval that is being sent, epoch milliseconds. */
  at: number;
}

/**
 * Sends what meters show, interval by interval, until the signal aborts or as much was sent as wanted, and waits for
 * what is not confirmed by then.
 *
 * @param counts kept up to date while it runs
 * @throws what the sink rejects with.
 */
export async function runSimulation(
  options: SimulationOptions,
  counts: SimulationCounts,
  signal: AbortSignal,
): Promise<void> {
  const { meters, intervalMs, from, speed, disturbance, seed, most = Number.POSITIVE_INFINITY } = options;
  const way = new DisturbedWay<SimulatedReading>(disturbance, { seed, mostBehind: 4 * meters.length });
  const sends = new BoundedSends(options, counts);
  const started = Date.now();
  let readings = 0;
  for (let at = from + intervalMs; readings < most && !signal.aborted; at += intervalMs) {
    await waitUntil(Math.max(started + (at - from) / speed, at), signal);
    if (signal.aborted) break;
    counts.at = at;
    for (const reading of intervalReadings(meters, at, options)) {
      for (const message of way.pass(reading)) await sends.send(message);
      readings += 1;
      if (readings >= most || signal.aborted) break;
    }
  }
  for (const message of way.rest()) await sends.send(message);
  await sends.settled();
}

/** Timers hold no more than 24.8 days. */
const LONGEST_MS = 2 ** 31 - 1;

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  for (let ms = time - Date.now(); ms > 0 && !signal.aborted; ms = time - Date.now())
    await delay(Math.min(ms, LONGEST_MS), undefined, { signal }).catch(() => undefined);
}

/** Sends no more at once than may be unconfirmed. */
class BoundedSends {
  readonly #options: Pick<SimulationOptions, 'sink' | 'window'>;
  readonly #counts: SimulationCounts;
  #unconfirmed = 0;
  #failure: { readonly error: unknown } | undefined;
  #onConfirmed: (() => void) | undefined;

  constructor(options: Pick<SimulationOptions, 'sink' | 'window'>, counts: SimulationCounts) {
    this.#options = options;
    this.#counts = counts;
  }

  async send(message: SimulatedMessage): Promise<void> {
    const { sink, window } = this.#options;
    await this.#until(() => this.#unconfirmed < window);
    this.#counts.sent += 1;
    this.#unconfirmed += 1;
    sink.send(message).then(
      () => this.#settle(),
      (error: unknown) => this.#settle({ error }),
    );
  }

  settled(): Promise<void> {
    return this.#until(() => this.#unconfirmed === 0);
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!this.#failure && !condition())
      await new Promise<void>((resolve) => {
        this.#onConfirmed = resolve;
      });
    if (this.#failure) throw this.#failure.error;
  }

  #settle(failure?: { readonly error: unknown }): void {
    this.#unconfirmed -= 1;
    if (failure) this.#failure ??= failure;
    else this.#counts.confirmed += 1;
    this.#onConfirmed?.();
  }
}
