import type { Interceptor, Transport } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { explainedFetch } from './explained-fetch.ts';

/** How to reach a server. */
export interface TransportOptions {
  readonly baseUrl: string | URL;
  /** Deadline of a unary call, in milliseconds. */
  readonly timeoutMs: number;
  readonly interceptors: Interceptor[];
  readonly fetch?: typeof globalThis.fetch;
}

/** The two ways to call a server. */
export interface Transports {
  /** Reads go as GET, so that browser and CDN caches can answer. */
  readonly cacheable: Transport;
  /** Every call goes as POST, which no cache answers. */
  readonly fresh: Transport;
}

/** Makes the transports of a client: the Connect protocol in binary over fetch. */
export function createTransports({ baseUrl, timeoutMs, interceptors, fetch }: TransportOptions): Transports {
  const create = (useHttpGet: boolean) =>
    createConnectTransport({
      baseUrl: String(baseUrl),
      useBinaryFormat: true,
      useHttpGet,
      defaultTimeoutMs: timeoutMs,
      interceptors,
      fetch: explainedFetch(fetch),
    });
  return { cacheable: create(true), fresh: create(false) };
}
