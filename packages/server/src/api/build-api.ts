import { fileURLToPath } from 'node:url';
import type { ConnectRouter } from '@connectrpc/connect';
import { Code, ConnectError, createContextValues } from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { accessInterceptor } from '../access/access-interceptor.ts';
import { callerKey } from '../access/caller-key.ts';
import { presentedBy, presentedKey } from '../access/presented.ts';
import { seriesAccessInterceptor } from '../access/series-access-interceptor.ts';
import { seriesHttpAccess } from '../access/series-http-access.ts';
import { accountService } from '../accounts/account-service.ts';
import { oidcRoutes } from '../accounts/oidc/oidc-routes.ts';
import { sessionRenewal } from '../accounts/session-renewal.ts';
import { userService } from '../accounts/user-service.ts';
import type { Config } from '../config.ts';
import { jwksRoute } from '../embedding/jwks-route.ts';
import { siteService } from '../embedding/site-service.ts';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import { liveService } from '../live/live-service.ts';
import { liveSocketKey, liveSocketOf } from '../live/live-socket.ts';
import type { StreamHub } from '../live/stream-hub.ts';
import { healthRoutes } from '../operations/health-routes.ts';
import { operationsService } from '../operations/operations-service.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import { requestLogInterceptor } from '../rpc/request-log.ts';
import { validationInterceptor } from '../rpc/validate.ts';
import type { StreamName } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { seriesHttp } from '../streams/series-http.ts';
import { seriesService } from '../streams/series-service.ts';
import { allowOrigins, WIDGETS_PREFIX } from './cross-origin.ts';
import type { ListedOrigins } from './listed-origins.ts';
import type { Access } from './open-access.ts';
import type { People } from './open-people.ts';
import { plainPages } from './plain-pages.ts';
import { securityHeaders } from './security-headers.ts';
import { varyByCaller } from './vary-by-caller.ts';

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
  readonly access: Access;
  readonly people: People;
  /** Origins whose pages may call the API. */
  readonly origins: ListedOrigins;
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies'>;
  readonly folders: readonly ServedFolder[];
  /** How often it is checked that a running stream may go on, in milliseconds. */
  readonly streamCheckMs: number;
  /** The current time. */
  readonly now: () => Date;
}

/** The HTTP side of the server: RPC over Connect and gRPC-Web, plain CSV and JSON, health, and files. */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const { streams, hubs, roles, log, access, people, streamCheckMs, now } = options;
  const { publicUrl, trustedProxies } = options.config;
  const logger: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance: logger,
    // RPC calls are logged by their interceptor, with their code.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 30_000,
    bodyLimit: READ_MAX_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  });
  // Connections whose stream has just been ended are kept alive like any other, and would hold the shutdown up.
  app.addHook('preClose', async () => {
    app.server.keepAliveTimeout = 1;
  });
  // A request that was given up while it was read would hold up the next one on its connection.
  app.addHook('onRequest', async ({ raw }, reply) => {
    const { socket } = raw;
    reply.raw.once('finish', () => {
      if (raw.destroyed && !raw.complete) socket.destroySoon();
    });
  });
  app.addHook('onRequest', securityHeaders);
  await allowOrigins(app, options.origins);
  if (access.series.dependsOnCaller) app.addHook('onRequest', varyByCaller);

  const databases = {
    load: streams.load.database,
    generation: streams.generation.database,
    flows: streams.flows.database,
  };
  await app.register(fastifyConnectPlugin, {
    routes(router: ConnectRouter) {
      router.service(SeriesService, seriesService({ databases }));
      router.service(LiveService, liveService({ hubs }));
      router.service(AccountService, accountService(people.accounts));
      router.service(UserService, userService(people.accounts));
      router.service(SiteService, siteService(people.sites));
      router.service(OperationsService, operationsService({ streams, roles }));
    },
    interceptors: [
      requestLogInterceptor(log),
      accessInterceptor({ ...access, streamCheckMs, now }),
      sessionRenewal(people.accounts),
      validationInterceptor(),
      seriesAccessInterceptor(access.series),
    ],
    contextValues: (request) =>
      createContextValues()
        .set(presentedKey, presentedBy(request, publicUrl))
        .set(callerKey, { address: request.ip, secure: (publicUrl ?? request.protocol).startsWith('https') })
        .set(liveSocketKey, liveSocketOf(request.raw)),
    readMaxBytes: READ_MAX_BYTES,
    maxTimeoutMs: MAX_TIMEOUT_MS,
    shutdownTimeoutMs: SHUTDOWN_MS,
    shutdownError: new ConnectError('the server is shutting down', Code.Unavailable),
  });
  await app.register(async (scope) => {
    seriesHttpAccess(scope, { ...access, publicUrl, now });
    await scope.register(seriesHttp, { databases });
  });
  await app.register(oidcRoutes, people.oidc);
  await app.register(jwksRoute, people.sites);
  await app.register(healthRoutes, { streams, roles });
  await app.register(fastifyStatic, { prefix: WIDGETS_PREFIX, root: WIDGETS_FOLDER });
  for (const { prefix, root } of options.folders) {
    await app.register(fastifyStatic, { prefix, root, decorateReply: false });
  }
  plainPages(app, { frontPage: options.folders.every(({ prefix }) => prefix !== '/') });
  return app;
}
