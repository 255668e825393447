import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config-error.ts';
import { hasCode } from '../platform/has-code.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly metrics: Metrics;
  readonly roles: () => readonly RoleStatus[];
  /** Aborts when the process is about to stop. */
  readonly draining: AbortSignal;
}

/** A listener that is for those who watch the process. */
export interface MetricsServer extends AsyncDisposable {
  readonly url: string;
}

/** A scrape is a line; nobody who watches sends more. */
const LIMITS = { headersTimeout: 5_000, requestTimeout: 10_000, maxHeaderSize: 8_192 } as const;

/**
 * `/metrics`, `/livez` and `/readyz` on a port of their own, for processes with the role `api` or without it. It asks
 * nobody who they are: where it listens is for those who watch only.
 *
 * @throws ConfigError if the port is taken.
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port } = options;
  const server = createServer(LIMITS, async ({ url = '', method }, response) => {
    const answer = method === 'GET' ? await answerTo(url, options) : undefined;
    response.writeHead(answer?.status ?? 404, {
      'content-type': answer?.type ?? 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.end(answer?.body ?? 'There is /metrics, /livez and /readyz.\n');
  });
  server.listen({ host, port });
  await once(server, 'listening').catch((error: unknown) => {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    throw new ConfigError(`${host}:${port} is taken by another program: set METRICS_PORT to another one`);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answerTo(
  url: string,
  { metrics, roles, draining }: MetricsServerOptions,
): Promise<Answer | undefined> {
  const json = (status: number, body: unknown): Answer => ({
    status,
    type: 'application/json',
    body: JSON.stringify(body),
  });
  switch (url.split('?', 1)[0]) {
    case '/livez':
      return json(200, { status: 'up' });
    case '/readyz': {
      const statuses = roles();
      const isOff = draining.aborted || statuses.every(({ state }) => state !== 'up');
      const status = draining.aborted
        ? 'draining'
        : statuses.every(({ state }) => state === 'up')
          ? 'up'
          : 'degraded';
      return json(isOff ? 503 : 200, { status, roles: statuses });
    }
    case '/metrics':
      return { status: 200, type: metrics.registry.contentType, body: await metrics.scrape() };
    default:
      return undefined;
  }
}
