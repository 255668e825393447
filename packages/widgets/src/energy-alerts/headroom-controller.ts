import type { Headroom } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { mayPass } from '../element/retry-controller.ts';
import type { AlertsSource } from './alerts-controller.ts';

const HOUR_MS = 3_600_000;
/** Readings come every few minutes: the current hour is asked for so often while it is looked at. */
const REFRESH_MS = 60_000;

/** Keeps how the current hour of each meter stands, for as long as the host is connected and the page is seen. */
export class HeadroomController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #source: AlertsSource | undefined;
  #known: readonly Headroom[] | undefined;
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The hour that goes on now, of each meter with a limit; undefined while that is not known. */
  get meters(): readonly Headroom[] | undefined {
    return this.#known?.filter(({ hour }) => Date.now() < hour.getTime() + HOUR_MS);
  }

  hostConnected(): void {
    this.#stop = new AbortController();
    document.addEventListener('visibilitychange', () => this.refresh(), { signal: this.#stop.signal });
    this.refresh();
  }

  hostDisconnected(): void {
    this.#stop?.abort();
    clearTimeout(this.#timer);
  }

  /** Follows this source from now on. */
  follow(source: AlertsSource): void {
    if (this.#source?.client === source.client && this.#source.meterId === source.meterId) return;
    this.#source = source;
    this.#known = undefined;
    this.refresh();
  }

  /** Asks again, now and then every minute; not while nobody sees the page. */
  refresh(): void {
    clearTimeout(this.#timer);
    const [source, signal] = [this.#source, this.#stop?.signal];
    if (!source || !signal || signal.aborted || document.visibilityState === 'hidden') return;
    const { client, meterId } = source;
    client.alerts
      .headroom({ ...(meterId === '' ? {} : { meterId }), signal })
      .then(
        (meters) => {
          if (source === this.#source) this.#known = meters;
        },
        // What is known ends with its hour, or when it is not theirs any more; the list of alerts tells what is wrong.
        (error: unknown) => {
          if (source === this.#source && !(error instanceof Error && mayPass(error))) this.#known = undefined;
        },
      )
      .finally(() => {
        if (signal.aborted || source !== this.#source) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.refresh(), REFRESH_MS);
        this.#host.requestUpdate();
      });
  }
}
