import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import fastifyStatic from '@fastify/static';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  LogController,
} from 'fastify';
import { seriesHttpAccess } from '../access/series-http-access.ts';
import { oidcRoutes } from '../accounts/oidc/oidc-routes.ts';
import { attachmentRoutes } from '../chat/attachment-routes.ts';
import type { Config } from '../config.ts';
import { jwksRoute } from '../embedding/jwks-route.ts';
import { healthRoutes } from '../operations/health-routes.ts';
import { seriesHttp } from '../streams/series-http.ts';
import { BODY_MS, bodyDeadline } from './body-deadline.ts';
import { allowOrigins } from './cross-origin.ts';
import type { ListedOrigins } from './listed-origins.ts';
import { plainPages } from './plain-pages.ts';
import { READ_MAX_BYTES, type RpcOptions, rpcRoutes } from './rpc-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { varyByCaller } from './vary-by-caller.ts';
import { widgetFiles } from './widget-files.ts';

/** How long a shutdown waits for requests that are not over. */
const LAST_MS = 2_000;

/** Longest that any route allows. */
const MAX_BODY_MS = 120_000;

/** A folder of files that is served under a path. */
export interface ServedFolder {
  readonly prefix: string;
  readonly root: string;
}

/** Routes that a program adds to those of the server. */
export type ServedRoutes = FastifyPluginAsync;

/** What {@link buildApi} works with. */
export interface ApiOptions extends Omit<RpcOptions, 'publicUrl'> {
  /** Origins whose pages may call the API. */
  readonly origins: ListedOrigins;
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies'>;
  readonly folders: readonly ServedFolder[];
  readonly routes: readonly ServedRoutes[];
}

/** The HTTP side of the server: RPC over Connect and gRPC-Web, plain CSV and JSON, health, and files. */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const { streams, roles, log, access, people, now } = options;
  const { publicUrl, trustedProxies } = options.config;
  const logger: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance: logger,
    // RPC calls are logged by their interceptor, with their code.
    logController: new LogController({ disableRequestLogging: true }),
    // Most routes take less: see `bodyDeadline`.
    requestTimeout: MAX_BODY_MS,
    bodyLimit: READ_MAX_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  });
  // Connections whose stream has just been ended are kept alive like any other, and would hold the shutdown up.
  app.addHook('preClose', async () => {
    app.server.keepAliveTimeout = 1;
    // Browsers connect ahead of their requests: such a connection is not idle to Node, which would wait a minute for it.
    const last = setTimeout(() => app.server.closeAllConnections(), LAST_MS);
    app.server.once('close', () => clearTimeout(last));
  });
  app.addHook('onRequest', bodyDeadline(BODY_MS));
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
  await app.register(fastifyConnectPlugin, rpcRoutes({ ...options, publicUrl }));
  await app.register(async (scope) => {
    seriesHttpAccess(scope, { ...access, publicUrl, now });
    await scope.register(seriesHttp, { databases });
  });
  await app.register(oidcRoutes, people.oidc);
  await app.register(jwksRoute, people.sites);
  await app.register(attachmentRoutes, people.chat.files);
  await app.register(healthRoutes, { streams, roles });
  await widgetFiles(app);
  for (const routes of options.routes) await app.register(routes);
  for (const { prefix, root } of options.folders) {
    await app.register(fastifyStatic, { prefix, root, decorateReply: false });
  }
  plainPages(app, { frontPage: options.folders.every(({ prefix }) => prefix !== '/') });
  return app;
}
