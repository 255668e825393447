import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isRepeated } from '../element/is-repeated.ts';
import { mayPass } from '../element/retry-controller.ts';
import { MapData } from './map-data.ts';
import type { MapFrame } from './map-frame.ts';
import { type MapAttributes, readRequest } from './map-request.ts';
import { clampStep, STEP_MS, type TimeSteps } from './time-steps.ts';

/** What is known so far. */
export type MapState =
  | { readonly status: 'loading' }
  | { readonly status: 'empty' }
  | { readonly status: 'error'; readonly error: Error }
  | {
      readonly status: 'ready';
      readonly frame: MapFrame;
      readonly steps: TimeSteps;
      /** The map goes along with the newest hour. */
      readonly isLive: boolean;
      /** When this was read or told of a change for the last time, epoch milliseconds. */
      readonly changedAt: number;
    };

/** Reads what a map shows and keeps it up to date for as long as the host is connected. */
export class MapController implements ReactiveController {
  state: MapState = { status: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: Error) => void;
  #attributes: MapAttributes | undefined;
  #anchor: number | undefined;
  #time: number | undefined;
  #data: MapData | undefined;
  #stop: AbortController | undefined;
  #asked = 0;
  #changedAt = 0;
  #isConnected = false;
  #isRejected = false;

  constructor(host: ReactiveControllerHost, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop?.abort();
  }

  /** Is about this from now on; the same again changes nothing. */
  follow(attributes: MapAttributes): void {
    const before = this.#attributes;
    if (before && isSame(before, attributes)) return;
    this.#attributes = attributes;
    if (this.#isRejected) return;
    this.state = { status: 'loading' };
    this.#start();
  }

  /** Cannot go on with the time that the host asks for, until it asks for another. */
  reject(error: Error): void {
    this.#isRejected = true;
    this.#stop?.abort();
    this.#set({ status: 'error', error });
    this.#onError(error);
  }

  /** Begins anew, for example after an error. */
  retry(): void {
    this.#set({ status: 'loading' });
    this.#start();
  }

  /** Begins anew, and shows what it shows until something has come. */
  again(): void {
    this.#start();
  }

  /** Shows the hour that holds this time, or without one the newest hour, now and whenever there is a newer one. */
  async seek(time: number | undefined): Promise<void> {
    this.#time = time;
    await this.#show();
  }

  /** The same, and the hours that can be shown are those around it. After an error it begins anew. */
  async seekAround(time: number | undefined): Promise<void> {
    this.#isRejected = false;
    this.#anchor = time;
    this.#time = time;
    if (this.state.status === 'error') this.retry();
    else await this.#show();
  }

  /** Reads the hour after the one that is shown, so that it is there when it is asked for. */
  prepareNext(): void {
    if (this.state.status !== 'ready' || this.state.frame.step >= this.state.steps.last) return;
    // Whoever shows it will hear of what goes wrong.
    this.#data?.frame(this.state.frame.step + STEP_MS).catch(() => undefined);
  }

  #start(): void {
    this.#stop?.abort();
    this.#data = undefined;
    if (!this.#isConnected || !this.#attributes || this.#isRejected) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#run(this.#attributes, stop.signal).catch((thrown: unknown) => this.#fail(thrown, stop));
  }

  async #run(attributes: MapAttributes, signal: AbortSignal): Promise<void> {
    const data = await MapData.open(readRequest(attributes), signal);
    if (signal.aborted) return;
    if (!data) {
      this.#set({ status: 'empty' });
      return;
    }
    this.#data = data;
    this.#changedAt = Date.now();
    await this.#show();
    if (signal.aborted) return;
    await data.listen(
      () => {
        this.#changedAt = Date.now();
        if (data.isNearlyOver) this.#start();
        else void this.#show();
      },
      (thrown) => this.#failSoftly(thrown),
    );
  }

  async #show(): Promise<void> {
    const data = this.#data;
    const stop = this.#stop;
    if (!data || !stop) return;
    const asked = ++this.#asked;
    const time = this.#time;
    const steps = data.steps(this.#anchor);
    try {
      const frame = await data.frame(clampStep(steps, time ?? steps.last));
      if (asked !== this.#asked || stop.signal.aborted) return;
      this.#set({ status: 'ready', frame, steps, isLive: time === undefined, changedAt: this.#changedAt });
    } catch (thrown) {
      if (!stop.signal.aborted) this.#failSoftly(thrown);
    }
  }

  /** What is shown stays while the server cannot be reached: the badge tells, and the next look may succeed. */
  #failSoftly(thrown: unknown): void {
    const isPassing = thrown instanceof Error && mayPass(thrown) && this.state.status === 'ready';
    if (!isPassing && this.#stop) this.#fail(thrown, this.#stop);
  }

  #fail(thrown: unknown, stop: AbortController): void {
    if (stop.signal.aborted) return;
    stop.abort();
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { state: before } = this;
    this.#set({ status: 'error', error });
    if (!isRepeated(error, before)) this.#onError(error);
  }

  #set(state: MapState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

function isSame(a: MapAttributes, b: MapAttributes): boolean {
  return a.client === b.client && a.metric === b.metric && a.areaType === b.areaType && a.days === b.days;
}
