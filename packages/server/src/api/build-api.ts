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
import { securityHeaders } from './security-headers.ts';

/** Largest request message. None of ours comes near. */
const READ_MAX_BYTES = 1024 * 1024;

/** Longest a unary call may take, whatever the client asks for. */
const MAX_TIMEOUT_MS = 60_000;

/** How long a shutdown waits for streams to hear of it. */
const SHUTDOWN_MS = 1_000;

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
    // Streams are told of a shutdown; sockets that are only kept alive must not hold it up.
    keepAliveTimeout: 500,
    requestTimeout: 30_000,
    bodyLimit: READ_MAX_BYTES,
  });
  app.addHook('onRequest', securityHeaders);
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
  for (const [index, { prefix, root }] of options.folders.entries()) {
    await app.register(fastifyStatic, { prefix, root, decorateReply: index === 0 });
  }
  return app;
}
