import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { TOKENS_PROVIDED } from '../connection/tokens-provided.ts';
import type { LiveClient } from './live-client.ts';

/** What the badge says about the connection. */
export interface ConnectionView {
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** Since when, epoch milliseconds. */
  readonly since: number;
}

/**
 * Follows the live connection of a client, and the browser's knowledge of being offline. Its host is updated when it may be
 * somebody else who calls, and so may have to look for its client again.
 */
export class ConnectionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #client: LiveClient | undefined;
  #stopFollowing: (() => void) | undefined;
  #disconnected: AbortController | undefined;
  #offlineSince: number | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the page has the data itself: there is no connection that could be told of. */
  get isLocal(): boolean {
    return this.#client?.live.status.state === 'local';
  }

  get view(): ConnectionView {
    const { state, since } = this.#client?.live.status ?? { state: 'idle', since: 0 };
    if (state === 'local') return { state: 'live', since };
    if (this.#offlineSince !== undefined) return { state: 'offline', since: this.#offlineSince };
    if (state === 'closed') return { state: 'offline', since };
    return { state: state === 'idle' ? 'connecting' : state, since };
  }

  /** Follows this client's connection from now on. */
  follow(client: LiveClient): void {
    if (client === this.#client) return;
    this.#client = client;
    this.#listen();
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    window.addEventListener('offline', () => this.#setOffline(Date.now()), { signal });
    window.addEventListener('online', () => this.#setOffline(undefined), { signal });
    window.addEventListener(TOKENS_PROVIDED, () => this.#host.requestUpdate(), { signal });
    // While it was not connected, too.
    this.#host.requestUpdate();
    this.#offlineSince = navigator.onLine ? undefined : Date.now();
    this.#listen();
  }

  hostDisconnected(): void {
    this.#disconnected?.abort();
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
  }

  #listen(): void {
    this.#stopFollowing?.();
    if (this.#disconnected?.signal.aborted !== false) return;
    this.#stopFollowing = this.#client?.live.onStatus(() => this.#host.requestUpdate());
  }

  #setOffline(since: number | undefined): void {
    this.#offlineSince = since;
    this.#host.requestUpdate();
  }
}
