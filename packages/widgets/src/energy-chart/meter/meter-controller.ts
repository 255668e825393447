import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Segment } from '../../chart/segment.ts';
import { ZoneClock } from '../../chart/zone-clock.ts';
import { ElementError } from '../../element/element-error.ts';
import { isRepeated } from '../../element/is-repeated.ts';
import { mayPass } from '../../element/retry-controller.ts';
import type { AreaType, ChartClient } from '../chart-client.ts';
import type { RangeAttributes } from '../shown-range.ts';
import type { ConsumptionData } from './consumption.ts';
import { meterReader } from './meter-client.ts';
import { meterRange } from './meter-range.ts';
import { type MeterPeriod, ownPart } from './own-part.ts';

/** Readings come every few minutes: a range that is not over is read again so often while it is looked at. */
const REFRESH_MS = 60_000;

/** What is shown of which meter. Empty text means not given. */
export interface MeterRequest extends RangeAttributes {
  readonly meter: string;
  /** Shown in place of a meter of the server. */
  readonly consumption: ConsumptionData | undefined;
  /** Area whose load is shown on the same axis. */
  readonly area: string;
  readonly areaType: AreaType;
  readonly server: string;
  /** The page's own client, if it gave one. */
  readonly ownClient: ChartClient | undefined;
  /** Says what is wrong in the chart's attributes, so that nothing is read; empty where nothing is. */
  readonly wrong: string;
  /** Where the load comes from. */
  readonly client: ChartClient;
}

/** What is known so far. */
export type MeterState =
  | { readonly status: 'loading' }
  | { readonly status: 'error'; readonly error: Error }
  | ReadyMeter;

export interface ReadyMeter extends MeterPeriod {
  readonly status: 'ready';
  /** The load of the area; undefined where none is shown. */
  readonly load: readonly Segment[] | undefined;
  /** Since when it could not be read again, epoch milliseconds; undefined while it can. */
  readonly failingSince?: number | undefined;
  readonly clock: ZoneClock;
}

/** Reads what a meter consumed, and again while its range is not over, for as long as the host is connected. */
export class MeterController implements ReactiveController {
  state: MeterState = { status: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: Error) => void;
  #request: MeterRequest | undefined;
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    void this.#read();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop?.abort();
    clearTimeout(this.#timer);
  }

  /** Follows this request from now on; the same again changes nothing. */
  follow(request: MeterRequest): void {
    const before = this.#request;
    if (before && isSame(before, request, Object.keys(request) as (keyof MeterRequest)[])) return;
    this.#request = request;
    // Another range of the same meter: what is shown stays until the other has come. Another client may be another person's.
    const isOfSame = before && isSame(before, request, ['meter', 'client', 'server']);
    if (!isOfSame || this.state.status === 'error') this.state = { status: 'loading' };
    else if (this.state.status === 'ready' && !isSame(before, request, ['area', 'areaType']))
      this.state = { ...this.state, load: undefined };
    void this.#read();
  }

  /** Begins anew after an error. */
  retry(): void {
    this.#set({ status: 'loading' });
    void this.#read();
  }

  /** Begins anew, and shows what it shows until something has come. */
  again(): void {
    void this.#read();
  }

  /** @param isRefresh what is shown is of the same request */
  async #read(isRefresh = false): Promise<void> {
    const request = this.#request;
    if (!request || !this.#isConnected) return;
    this.#stop?.abort();
    clearTimeout(this.#timer);
    const stop = new AbortController();
    const { signal } = stop;
    this.#stop = stop;
    try {
      await this.#run(request, signal);
      if (this.state.status !== 'ready' || isOver(request, this.state)) return;
    } catch (thrown) {
      if (signal.aborted) return;
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const { state: before } = this;
      // What is shown stays while it cannot be refreshed: the badge tells since when.
      if (!isRefresh || before.status !== 'ready' || !mayPass(error)) {
        this.#set({ status: 'error', error });
        if (!isRepeated(error, before)) this.#onError(error);
        return;
      }
      this.#set({ ...before, failingSince: before.failingSince ?? Date.now() });
    }
    if (!signal.aborted) this.#timer = setTimeout(() => this.#refresh(signal), REFRESH_MS);
  }

  /** @param signal of the read that it follows: a chart that is gone by then waits for no page to be looked at */
  #refresh(signal: AbortSignal): void {
    if (document.visibilityState === 'visible') void this.#read(true);
    else document.addEventListener('visibilitychange', () => void this.#read(true), { once: true, signal });
  }

  async #run(request: MeterRequest, signal: AbortSignal): Promise<void> {
    const { consumption, wrong } = request;
    if (wrong) throw new ElementError(wrong);
    if (consumption) {
      const clock = new ZoneClock(consumption.meter.timeZone);
      const part = ownPart(request, consumption, clock);
      await this.#show({ status: 'ready', load: undefined, clock, ...part }, request, signal);
      return;
    }
    const reader = meterReader(request.ownClient, request.server);
    // The zone of the meter is not known before its first answer.
    let clock = this.state.status === 'ready' ? this.state.clock : new ZoneClock('UTC');
    for (;;) {
      const { range, step } = meterRange(request, clock, Date.now());
      const data = await reader.consumption({ meterId: request.meter, ...range, step, signal });
      if (data.meter.timeZone === clock.timeZone) {
        await this.#show({ status: 'ready', data, load: undefined, clock, range, step }, request, signal);
        return;
      }
      clock = new ZoneClock(data.meter.timeZone);
    }
  }

  /** Shows the meter at once, and the load beside it as soon as that is there. */
  async #show(ready: ReadyMeter, request: MeterRequest, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { area, areaType, client } = request;
    if (area === '') {
      this.#set(ready);
      return;
    }
    const { load, failingSince } = this.state.status === 'ready' ? this.state : ready;
    this.#set({ ...ready, load, failingSince });
    const { from, to } = ready.range;
    for await (const { series } of client.series.watch({
      stream: 'load',
      area,
      areaType,
      from,
      to,
      signal,
    })) {
      if (signal.aborted) return;
      const [first] = series;
      this.#set({ ...ready, load: first?.segments ?? [] });
      // The next reading asks again, so that both are of one time. Without one the load goes on by itself.
      if (!isOver(request, ready)) return;
    }
  }

  #set(state: MeterState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** Whether nothing is read again: the page has the data itself, or an end that does not go along with the clock has passed. */
function isOver({ consumption, to }: MeterRequest, { range }: ReadyMeter): boolean {
  return consumption !== undefined || (to !== '' && range.to <= Date.now());
}

function isSame(a: MeterRequest, b: MeterRequest, names: readonly (keyof MeterRequest)[]): boolean {
  return names.every((name) => a[name] === b[name]);
}
