import { WattletError } from '@wattlet/sdk/errors';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A form that is sent: one at a time, with what became of it. */
export class Submitting implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isBusy = false;
  #error: WattletError | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#error = undefined;
  }

  /** Whether it is on its way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Why the last one was refused; undefined where it was not. */
  get error(): WattletError | undefined {
    return this.#error;
  }

  /** Sends it, unless one is on its way. Resolves with whether it was taken. */
  async send(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#set(true, undefined);
    try {
      await work();
      this.#set(false, undefined);
      return true;
    } catch (error) {
      this.#set(false, WattletError.from(error));
      return false;
    }
  }

  #set(isBusy: boolean, error: WattletError | undefined): void {
    this.#isBusy = isBusy;
    this.#error = error;
    this.#host.requestUpdate();
  }
}
