import type { Logger } from 'pino';
import type { ServedFolder, ServedRoutes } from './api/build-api.ts';
import { startApi } from './api/start-api.ts';
import { MAX_WAITING_BYTES } from './api/waiting-answers.ts';
import type { WattletNode } from './node.ts';
import { Readiness } from './operations/readiness.ts';
import { RoleHeartbeats } from './operations/role-heartbeats.ts';
import { alertRoles } from './roles/alert-roles.ts';
import { chatRole } from './roles/chat-role.ts';
import { meterRoles } from './roles/meter-roles.ts';
import { streamRoles } from './roles/stream-roles.ts';
import { Supervisor } from './roles/supervisor.ts';
import { measureRoles } from './telemetry/measure-process.ts';
import { measureStorage } from './telemetry/measure-storage.ts';
import { Metrics } from './telemetry/metrics.ts';
import { startMetricsServer } from './telemetry/metrics-server.ts';

/** With the 15 s for which an entitlement is trusted, a stream ends within 60 s of what it rests on. */
const STREAM_CHECK_MS = 30_000;

export interface ServerOptions {
  readonly node: WattletNode;
  /** Names of `ROLE_NAMES`. */
  readonly roles: ReadonlySet<string>;
  readonly log: Logger;
  /** Pages and scripts that the API serves. */
  readonly folders?: readonly ServedFolder[];
  /** Folder of the portal, which the API serves at `/`: see `findPortal`. */
  readonly portal?: string | undefined;
  /** What the API answers beside its own routes. */
  readonly routes?: readonly ServedRoutes[];
  /** How often it is checked that a running stream may go on, in milliseconds; 30,000 unless given. */
  readonly streamCheckMs?: number;
  /** Most bytes of answers that may wait for their readers; 256 MiB unless given. */
  readonly maxWaitingBytes?: number;
}

/** A server that runs. */
export interface Server {
  /** Where the API listens; undefined without the role `api`. */
  readonly url: string | undefined;
  /** Where the API listens for HTTP/2 without TLS; undefined without the role `api` or a port for it. */
  readonly grpcUrl: string | undefined;
  /** Where metrics are; undefined without a port of their own. */
  readonly metricsUrl: string | undefined;
  /**
   * Says by `/readyz` and `grpc.health.v1` that the server is about to stop, while it goes on serving: so that balancers
   * send nothing more to it by the time it is closed.
   */
  drain(): void;
  /** Ends every role and stream, in a second or two. */
  close(): Promise<void>;
}

/**
 * Runs roles in this process. The API listens as soon as it can, also while a database or a source is down; the
 * other roles are supervised: one that fails is started again and reported by `/readyz`.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, roles, log, folders = [], portal, routes = [] } = options;
  const { streamCheckMs = STREAM_CHECK_MS, maxWaitingBytes = MAX_WAITING_BYTES } = options;
  const { config, streams, platform } = node;
  const stop = new AbortController();
  const supervisor = new Supervisor({ log });
  const heartbeats = new RoleHeartbeats({
    sql: platform.database.sql,
    roles: () => supervisor.statuses(),
    log,
  });
  const readiness = new Readiness({ streams, platform: platform.database, log });
  const metrics = new Metrics();
  measureRoles(metrics, () => supervisor.statuses());
  measureStorage(metrics, { streams, platform, isRelayed: config.kafka !== undefined });
  const watched =
    config.metricsPort === undefined
      ? undefined
      : await startMetricsServer({
          host: config.metricsHost,
          port: config.metricsPort,
          metrics,
          roles: () => supervisor.statuses(),
          draining: readiness.draining,
        });
  const api = roles.has('api')
    ? await startApi({
        node,
        supervisor,
        heartbeats,
        readiness,
        metrics,
        log,
        folders,
        portal,
        routes,
        streamCheckMs,
        maxWaitingBytes,
        signal: stop.signal,
      }).catch(async (error: unknown) => {
        await watched?.[Symbol.asyncDispose]();
        throw error;
      })
    : undefined;
  const others = [
    ...streamRoles(node),
    chatRole(node),
    ...meterRoles(node, metrics),
    ...alertRoles(node, metrics),
  ];
  for (const role of others) if (roles.has(role.name)) supervisor.start(role, stop.signal);
  heartbeats.start(stop.signal);
  return {
    url: api?.url,
    grpcUrl: api?.grpcUrl,
    metricsUrl: watched?.url,
    drain: () => readiness.drain(),
    async close() {
      readiness.drain();
      stop.abort();
      await Promise.all([api?.close(), supervisor.ended(), heartbeats.ended()]);
      await watched?.[Symbol.asyncDispose]();
    },
  };
}
