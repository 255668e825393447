import { createClient as createServiceClient } from '@connectrpc/connect';
import { WattletError } from './errors/wattlet-error.ts';
import { LiveService } from './gen/wattlet/v1/live_pb.js';
import { LiveConnection } from './live/live-connection.ts';
import type { LiveStatusSource } from './live/live-source.ts';
import { systemTimers, type Timers } from './live/timers.ts';
import { listenForWake, type WakeScope } from './live/wake.ts';
import { SeriesApi } from './series/series-api.ts';
import { authInterceptor, type GetToken } from './transport/auth-interceptor.ts';
import { createTransports } from './transport/create-transports.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/** How to reach a Wattlet server. */
export interface ClientOptions {
  /** Where the server is, for example `https://energy.example.com`. */
  readonly baseUrl: string | URL;
  /** Gives the bearer token of each call; called again with `renew` after the server refused one. */
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
    interceptors: getToken ? [authInterceptor(getToken)] : [],
    ...(fetch ? { fetch } : {}),
  });
  const service = createServiceClient(LiveService, transports.fresh);
  const live = new LiveConnection({
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
