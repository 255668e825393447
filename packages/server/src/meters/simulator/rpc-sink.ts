import { setTimeout as delay } from 'node:timers/promises';
import { type Reading, WattletError } from '@wattlet/sdk';
import type { ReadingSink, SimulatedMessage } from './run-simulation.ts';

/** Most readings of a call. */
const MOST = 1_000;
const TRIES = 6;
const BACKOFF_MS = 250;

/** What readings are handed to, such as the meters of a client. */
export interface ReadingTaker {
  submit(readings: readonly Reading[]): Promise<unknown>;
}

interface Waiting extends PromiseWithResolvers<void> {
  readonly message: SimulatedMessage;
}

/**
 * Hands readings in by `MeterService.SubmitReadings`, as many in a call as come together. Calls that fail for a reason
 * that passes are made again: handing in the same changes nothing. Corrupt readings are of less than nothing.
 */
export class RpcSink implements ReadingSink {
  readonly #meters: ReadingTaker;
  #waiting: Waiting[] = [];
  #flush: NodeJS.Immediate | undefined;

  constructor(meters: ReadingTaker) {
    this.#meters = meters;
  }

  send(message: SimulatedMessage): Promise<void> {
    const waiting = { message, ...Promise.withResolvers<void>() };
    this.#waiting.push(waiting);
    if (this.#waiting.length >= MOST) this.#submitAll();
    else this.#flush ??= setImmediate(() => this.#submitAll());
    return waiting.promise;
  }

  #submitAll(): void {
    clearImmediate(this.#flush);
    this.#flush = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#submit(batch).then(
      () => batch.forEach(({ resolve }) => void resolve()),
      (error: unknown) => batch.forEach(({ reject }) => void reject(error)),
    );
  }

  async #submit(batch: readonly Waiting[]): Promise<void> {
    const readings = batch.map(({ message: { item, kind } }) => ({
      meterId: item.meterId,
      at: new Date(item.at),
      kilowattHours: kind === 'corrupt' ? -1 - item.wattHours / 1000 : item.wattHours / 1000,
    }));
    for (let tries = 1; ; tries++) {
      try {
        await this.#meters.submit(readings);
        return;
      } catch (error) {
        if (!(error instanceof WattletError && error.retryable) || tries === TRIES) throw error;
        await delay(BACKOFF_MS * 2 ** tries);
      }
    }
  }
}
