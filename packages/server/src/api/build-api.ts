import { fileURLToPath } from 'node:url';
import type { ConnectRouter } from '@connectrpc/connect';
import { Code, ConnectError, createContextValues } from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { liveService } from '../live/live-service.ts';
import { liveSocketKey, liveSocketOf } from '../live/live-socket.ts';
import type { StreamHub } from '../live/stream-hub.ts';
import { healthRoutes } from '../operations/health-routes.ts';
import { operationsService } from '../operations/operations-service.ts';
import { operatorGuard } from '../operations/operator-guard.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import { rpcInterceptors } from '../rpc/interceptors.ts';
import type { StreamName } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { seriesHttp } from '../streams/series-http.ts';
import { seriesService } from '../streams/series-service.ts';
import { allowOrigins, WIDGETS_PREFIX } from './cross-origin.ts';
import { securityHeaders } from './security-headers.ts';

/** The elements as scripts for pages, built by their package. */
const WIDGETS_FOLDER = fileURLToPath(
  new URL('bundle/', import.meta.resolve('@wattlet/widgets/package.json')),
);

/** Largest request message. None of ours comes near. */
const READ_MAX_BYTES = 1024 * 1024;

/** Longest a unary call may take, whatever the client asks for. */
const MAX_TIMEOUT_MS = 60_000;

/** How long a shutdown waits for calls to end by themselves; streams never do. */
const SHUTDOWN_MS = 300;

/** A folder of files that is served under a path. */
export interface ServedFolder {
  readonly prefix: string;
  readonly root: string;
}

export interface ApiOptions {
  readonly streams: Streams;
  readonly hubs: Readonly<Record<StreamName, StreamHub>>;
  readonly roles: () => RoleStatus[];
  readonly log: Logger;
  readonly operatorToken: string | undefined;
  /** Origins whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  readonly folders: readonly ServedFolder[];
}

/** The HTTP side of the server: RPC over Connect and gRPC-Web, plain CSV and JSON, health, and files. */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const { streams, hubs, roles, log } = options;
  const logger: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance: logger,
    // RPC calls are logged by their interceptor, with their code.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 30_000,
    bodyLimit: READ_MAX_BYTES,
  });
  // Connections whose stream has just been ended are kept alive like any other, and would hold the shutdown up.
  app.addHook('preClose', async () => {
    app.server.keepAliveTimeout = 1;
  });
  app.addHook('onRequest', securityHeaders);
  await allowOrigins(app, options.allowedOrigins);
  app.addHook('onRequest', operatorGuard(options.operatorToken));

  const databases = {
    load: streams.load.database,
    generation: streams.generation.database,
    flows: streams.flows.database,
  };
  await app.register(fastifyConnectPlugin, {
    routes(router: ConnectRouter) {
      router.service(SeriesService, seriesService({ databases }));
      router.service(LiveService, liveService({ hubs }));
      router.service(OperationsService, operationsService({ streams, roles }));
    },
    interceptors: rpcInterceptors(log),
    contextValues: (request) => createContextValues().set(liveSocketKey, liveSocketOf(request.raw)),
    readMaxBytes: READ_MAX_BYTES,
    maxTimeoutMs: MAX_TIMEOUT_MS,
    shutdownTimeoutMs: SHUTDOWN_MS,
    shutdownError: new ConnectError('the server is shutting down', Code.Unavailable),
  });
  await app.register(seriesHttp, { databases });
  await app.register(healthRoutes, { streams, roles });
  await app.register(fastifyStatic, { prefix: WIDGETS_PREFIX, root: WIDGETS_FOLDER });
  for (const { prefix, root } of options.folders) {
    await app.register(fastifyStatic, { prefix, root, decorateReply: false });
  }
  return app;
}
