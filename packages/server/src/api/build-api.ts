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
import { alertService } from '../alerts/alert-service.ts';
import { attachmentRoutes } from '../chat/attachment-routes.ts';
import { chatService } from '../chat/chat-service.ts';
import type { Config } from '../config.ts';
import { jwksRoute } from '../embedding/jwks-route.ts';
import { siteService } from '../embedding/site-service.ts';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { MeterService } from '../gen/wattlet/v1/meter_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import type { LiveFeeds } from '../live/feed-topic.ts';
import { liveService } from '../live/live-service.ts';
import { liveSocketKey, liveSocketOf } from '../live/live-socket.ts';
import type { StreamHub } from '../live/stream-hub.ts';
import { meterService } from '../meters/meter-service.ts';
import { healthRoutes } from '../operations/health-routes.ts';
import { operationsService } from '../operations/operations-service.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import { requestLogInterceptor } from '../rpc/request-log.ts';
import { validationInterceptor } from '../rpc/validate.ts';
import type { StreamName } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { seriesHttp } from '../streams/series-http.ts';
import { seriesService } from '../streams/series-service.ts';
import { allowOrigins } from './cross-origin.ts';
import type { ListedOrigins } from './listed-origins.ts';
import type { Access } from './open-access.ts';
import type { People } from './open-people.ts';
import { plainPages } from './plain-pages.ts';
import { securityHeaders } from './security-headers.ts';
import { varyByCaller } from './vary-by-caller.ts';
import { widgetFiles } from './widget-files.ts';

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
  /** What can be watched beside the series. */
  readonly feeds: LiveFeeds;
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
  const { streams, hubs, feeds, roles, log, access, people, streamCheckMs, now } = options;
  const { publicUrl, trustedProxies } = options.config;
  const logger: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance: logger,
    // RPC calls are logged by their interceptor, with their code.
    logController: new LogController({ disableRequestLogging: true }),
    // Enough for a file of 10 MB by a slow line.
    requestTimeout: 120_000,
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
      router.service(LiveService, liveService({ hubs, feeds }));
      router.service(AccountService, accountService(people.accounts));
      router.service(UserService, userService(people.accounts));
      router.service(SiteService, siteService(people.sites));
      router.service(ChatService, chatService(people.chat.parts));
      router.service(MeterService, meterService(people.meters));
      router.service(AlertService, alertService(people.alerts));
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
  await app.register(attachmentRoutes, people.chat.files);
  await app.register(healthRoutes, { streams, roles });
  await widgetFiles(app);
  for (const { prefix, root } of options.folders) {
    await app.register(fastifyStatic, { prefix, root, decorateReply: false });
  }
  plainPages(app, { frontPage: options.folders.every(({ prefix }) => prefix !== '/') });
  return app;
}
