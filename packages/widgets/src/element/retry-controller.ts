import type { ReactiveController } from 'lit';

const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** What is tried again. */
export interface Retried {
  /** How it is now: `empty` before there is anything; the error of one that has failed. */
  readonly state: { readonly status: string; readonly error?: Error };
  /** Begins anew; the error is shown until something else comes. */
  again(): void;
}

/** Where the connection is looked up. */
export interface Connected {
  readonly view: { readonly state: string };
}

/**
 * Tries again what has failed but may succeed later, or has found nothing yet, ever more seldom; and at once when the
 * browser is online again, the page is looked at again, or the live connection is back. A screen on a wall has nobody who
 * clicks.
 */
export class RetryController implements ReactiveController {
  readonly #retried: Retried;
  readonly #connection: Connected;
  #attempts = 0;
  #state: Retried['state'] | undefined;
  #isLive = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disconnected = new AbortController();

  constructor(retried: Retried, connection: Connected) {
    this.#retried = retried;
    this.#connection = connection;
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    window.addEventListener('online', this.#tryNow, { signal });
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && this.#tryNow(),
      { signal },
    );
  }

  hostUpdated(): void {
    const { state } = this.#retried;
    const wasLive = this.#isLive;
    this.#isLive = this.#connection.view.state === 'live';
    if (state !== this.#state) this.#follow(state);
    else if (this.#isLive && !wasLive) this.#tryNow();
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
    clearTimeout(this.#timer);
    this.#state = undefined;
  }

  #follow(state: Retried['state']): void {
    this.#state = state;
    clearTimeout(this.#timer);
    if (isPassing(state)) {
      this.#timer = setTimeout(this.#tryNow, retryDelayMs(this.#attempts++, Math.random()));
    } else if (state.status !== 'loading') this.#attempts = 0;
  }

  readonly #tryNow = (): void => {
    clearTimeout(this.#timer);
    if (isPassing(this.#retried.state)) this.#retried.again();
  };
}

/** How long to wait after so many failures: twice as long each time, up to a minute, of which half is random. */
export function retryDelayMs(failures: number, random: number): number {
  return Math.min(FIRST_MS * 2 ** failures, LONGEST_MS) * (0.5 + random / 2);
}

function isPassing({ status, error }: Retried['state']): boolean {
  return status === 'empty' || (status === 'error' && error !== undefined && mayPass(error));
}

/** Whether what has failed may succeed later: the contract's word, read by its name, as a host may bring its own client. */
export function mayPass(error: Error): boolean {
  return 'retryable' in error && error.retryable === true;
}
