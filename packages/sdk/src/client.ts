import { createClient as createServiceClient } from '@connectrpc/connect';
import { WattletError } from './errors/wattlet-error.ts';
import { LiveService } from './gen/wattlet/v1/live_pb.js';
import { LiveConnection } from './live/live-connection.ts';
import type { LiveStatusSource } from './live/live-source.ts';
import { systemTimers, type Timers } from './live/timers.ts';
import { listenForWake, type WakeScope } from './live/wake.ts';
import { SeriesApi } from './series/series-api.ts';
import { authInterceptor } from './transport/auth-interceptor.ts';
import { createTransports } from './transport/create-transports.ts';
import { type GetToken, TokenSource } from './transport/token-source.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/** How to reach a Wattlet server. */
export interface ClientOptions {
  /** Where the server is, for example `https://energy.example.com`. */
  readonly baseUrl: string | URL;
  /**
   * Gives the bearer token. A JWT is kept until 80 % of its life is over; any other token is asked for before each call.
   * Called with `renew` when a JWT is due, and when the server refused the last token.
   */
  readonly getToken?: GetToken;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Deadline of a call that is not a watch, in milliseconds; 30,000 unless given. */
  readonly timeoutMs?: number;
  /** Used instead of the clock and the timers of the platform. */
  readonly timers?: Timers;
  /** Used instead of `Math.random`, which spreads reconnections. */
  readonly random?: () => number;
  /** Where `online` and `visibilitychange` are heard; `globalThis` unless given. */
  readonly wakeScope?: WakeScope;
}

/** A client of one Wattlet server, for one user. All its watches share one stream. */
export interface WattletClient {
  /** The European energy series. */
  readonly series: SeriesApi;
  /** How the live connection is. */
  readonly live: LiveStatusSource;
  /** Ends every watch and every call. A closed client rejects further calls as `canceled`. */
  close(): void;
}

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://energy.example.com' });
 */
export function createClient(options: ClientOptions): WattletClient {
  const { baseUrl, getToken, fetch, timers = systemTimers, random = Math.random } = options;
  const scope: WakeScope = options.wakeScope ?? globalThis;
  const closing = new AbortController();
  const transports = createTransports({
    baseUrl,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    interceptors: getToken
      ? [
          authInterceptor({
            tokens: new TokenSource(getToken, () => timers.now()),
            timers,
            onStreamDue: () => live.reopen(),
          }),
        ]
      : [],
    ...(fetch ? { fetch } : {}),
  });
  const service = createServiceClient(LiveService, transports.fresh);
  const live: LiveConnection = new LiveConnection({
    timers,
    random,
    listenForWake: (wake) => listenForWake(scope, wake),
    // 0: a stream has no deadline.
    open: (request, signal) => service.watch(request, { signal, timeoutMs: 0 }),
  });
  return {
    series: new SeriesApi({ transports, live, timers, random, closing: closing.signal }),
    live,
    close: () => {
      closing.abort(new WattletError('canceled', 'The client is closed'));
      live.close();
    },
  };
}
