import { createClient as createServiceClient } from '@connectrpc/connect';
import { WattletError } from './errors/wattlet-error.ts';
import { LiveService } from './gen/wattlet/v1/live_pb.js';
import { LiveConnection, type OpenLive } from './live/live-connection.ts';
import type { LiveSource } from './live/live-source.ts';
import { mayHaveTabs, shareWithTabs } from './live/share-with-tabs.ts';
import { systemTimers, type Timers } from './live/timers.ts';
import { listenForWake, type WakeScope } from './live/wake.ts';
import { authInterceptor } from './transport/auth-interceptor.ts';
import { createTransports, type Transports } from './transport/create-transports.ts';
import { type GetToken, TokenSource } from './transport/token-source.ts';

export type { GetToken } from './transport/token-source.ts';

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
  /** Used instead of the global `fetch`. The live stream is not shared with other tabs then: nobody knows as whom it calls. */
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

/** What the APIs of one client share: the way to the server, and the one live stream. */
export interface Connection {
  /** @internal */
  readonly transports: Transports;
  /** The shared stream, and how it is. */
  readonly live: LiveSource;
  /** @internal */
  readonly timers: Timers;
  /** @internal */
  readonly random: () => number;
  /** @internal calls back when a try may succeed where the last did not; returns a function that stops it. */
  readonly listenForWake: (wake: () => void) => () => void;
  /** Where the server is. */
  readonly baseUrl: string;
  /** Aborts when the connection is closed. */
  readonly closing: AbortSignal;
  /**
   * Asks `getToken` anew, also where the last token goes on for a while, and reads everything that is watched afresh: for
   * when it is somebody else who calls from now on.
   */
  startOver(): void;
  /** Ends every watch and every call; what is called later rejects as `canceled`. */
  close(): void;
}

/**
 * Makes the connection that the APIs of a client are made with. `createClient` gives all APIs at once; a bundle
 * that must be small takes a connection and the APIs that it uses.
 *
 * @example
 * const connection = openConnection({ baseUrl: 'https://energy.example.com' });
 * const alerts = new AlertsApi(connection);
 */
export function openConnection(options: ClientOptions): Connection {
  const { baseUrl, getToken, fetch, timers = systemTimers, random = Math.random } = options;
  const scope: WakeScope = options.wakeScope ?? globalThis;
  const onWake = (wake: () => void, leave?: () => void) => listenForWake(scope, wake, leave);
  const closing = new AbortController();
  const tokens = getToken && new TokenSource(getToken, () => timers.now());
  const transports = createTransports({
    baseUrl,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    interceptors: tokens ? [authInterceptor({ tokens, timers, onStreamDue: () => live.reopen() })] : [],
    ...(fetch ? { fetch } : {}),
  });
  const service = createServiceClient(LiveService, transports.fresh);
  // 0: a stream has no deadline.
  const watch: OpenLive = (topics, signal) => service.watch({ topics: topics() }, { signal, timeoutMs: 0 });
  const callerToken = async (signal: AbortSignal) => tokens?.get(signal);
  const shared =
    !fetch && mayHaveTabs()
      ? shareWithTabs({ watch, timers, listenForWake: onWake, baseUrl: String(baseUrl), callerToken })
      : undefined;
  const live: LiveConnection = new LiveConnection({
    timers,
    random,
    listenForWake: (wake, leave) =>
      onWake(wake, () => {
        // What a browser keeps for the way back must hold no lock.
        shared?.resign();
        leave();
      }),
    open: shared?.open ?? watch,
  });
  return {
    transports,
    live,
    timers,
    random,
    listenForWake: onWake,
    baseUrl: String(baseUrl),
    closing: closing.signal,
    startOver: () => {
      tokens?.forget();
      shared?.resign();
      live.startOver();
    },
    close: () => {
      closing.abort(new WattletError('canceled', 'The client is closed'));
      shared?.resign();
      live.close();
    },
  };
}
