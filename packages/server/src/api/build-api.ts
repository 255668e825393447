import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:net';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { seriesHttpAccess } from '../access/series-http-access.ts';
import { oidcRoutes } from '../accounts/oidc/oidc-routes.ts';
import { attachmentRoutes } from '../chat/attachment-routes.ts';
import type { Config } from '../config.ts';
import { jwksRoute } from '../embedding/jwks-route.ts';
import { healthRoutes } from '../operations/health-routes.ts';
import type { ServerCertificate } from '../platform/tls/server-certificate.ts';
import { REQUEST_ID, requestIdOf } from '../rpc/request-log.ts';
import { seriesDatabases } from '../streams/series-databases.ts';
import { seriesHttp } from '../streams/series-http.ts';
import { measureRoutes } from '../telemetry/measure-routes.ts';
import { metricsRoute } from '../telemetry/metrics-route.ts';
import { BODY_MS, bodyDeadline, isHttp2 } from './body-deadline.ts';
import { allowOrigins } from './cross-origin.ts';
import { HANDSHAKE_MS, HTTP2_SETTINGS } from './http2-limits.ts';
import type { ListedOrigins } from './listed-origins.ts';
import { logRequests, PlainLog } from './log-requests.ts';
import type { OpenConnections } from './open-connections.ts';
import { plainPages } from './plain-pages.ts';
import { portalFiles } from './portal-files.ts';
import { READER_MS, readerDeadline } from './reader-deadline.ts';
import { READ_MAX_BYTES, type RpcOptions, rpcRoutes } from './rpc-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { varyByCaller } from './vary-by-caller.ts';
import type { WaitingAnswers } from './waiting-answers.ts';
import { widgetFiles } from './widget-files.ts';

/** How long a shutdown waits for requests that are not over, in milliseconds. */
export const LAST_MS = 2_000;

/** Longest that any route allows. */
const MAX_BODY_MS = 120_000;

/** Whoever sends its headers slower is cut off: Node's own limit is a minute, looked at every half. */
const HEADER_LIMITS = { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 } as const;

/** Folders below the home of a server where it keeps what it has served, which all API nodes have the same of. */
export const ARCHIVES = { widgets: 'widgets', portal: 'portal' } as const;

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
  readonly config: Pick<Config, 'home' | 'publicUrl' | 'trustedProxies'>;
  /** Undefined serves it without TLS. */
  readonly certificate: ServerCertificate | undefined;
  readonly connections: OpenConnections;
  readonly answers: WaitingAnswers;
  readonly folders: readonly ServedFolder[];
  /** Folder of the portal, served at `/`; undefined serves none. */
  readonly portal?: string | undefined;
  readonly routes: readonly ServedRoutes[];
}

/** What {@link buildApi} and {@link buildGrpc} make. */
export interface Listener {
  listen(options: {
    readonly host: string;
    readonly port: number;
    readonly backlog: number;
  }): Promise<string>;
  /** Ends streams and requests; cuts what is not over in two seconds. */
  close(): Promise<unknown>;
  readonly server: Pick<Server, 'address' | 'on' | 'once'>;
}

/**
 * The HTTP side of the server: RPC over Connect, gRPC-Web and gRPC, plain CSV and JSON, health, and files. With a
 * certificate browsers and programs choose HTTP/2 or HTTP/1.1 on its one port (ALPN); without one it is HTTP/1.1.
 */
export async function buildApi(options: ApiOptions): Promise<Listener> {
  const { certificate } = options;
  const logger: FastifyBaseLogger = options.log;
  const { trustedProxies } = options.config;
  const common = {
    loggerInstance: logger,
    logController: new PlainLog(),
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => requestIdOf(headers[REQUEST_ID]),
    bodyLimit: READ_MAX_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  };
  // Not encapsulated: hooks are for whatever is asked for.
  const routes = fastifyPlugin((app) => apiRoutes(app, options));
  if (certificate === undefined) {
    // Most routes take less: see `bodyDeadline`.
    const app = Fastify({ ...common, requestTimeout: MAX_BODY_MS, http: HEADER_LIMITS });
    await app.register(routes);
    return app;
  }
  const https = {
    ...certificate.pair,
    allowHTTP1: true,
    handshakeTimeout: HANDSHAKE_MS,
    // Of HTTP/1.1 over TLS; sessions of HTTP/2 have their own.
    ...HEADER_LIMITS,
    requestTimeout: MAX_BODY_MS,
    settings: HTTP2_SETTINGS,
  };
  const app = Fastify({ ...common, http2: true, https });
  certificate.addUser(app.server);
  await app.register(routes);
  return app;
}

async function apiRoutes(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const { streams, roles, access, people, readiness, metrics, connections, answers, now } = options;
  const { home, publicUrl } = options.config;
  connections.follow(app.server);
  // Connections whose stream has just been ended are kept alive like any other, and would hold the shutdown up.
  app.addHook('preClose', async () => {
    app.server.keepAliveTimeout = 1;
    // Browsers connect ahead of their requests: such a connection is not idle to Node, which would wait a minute for it.
    const last = setTimeout(() => connections.destroyAll(), LAST_MS);
    app.server.once('close', () => clearTimeout(last));
  });
  measureRoutes(app, metrics);
  logRequests(app);
  app.addHook('onRequest', bodyDeadline(BODY_MS));
  app.addHook('onRequest', readerDeadline(READER_MS));
  app.addHook('onRequest', answers.follow);
  // A request that was given up while it was read would hold up the next one on its connection.
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (isHttp2(raw)) return;
    const { socket } = raw;
    reply.raw.once('finish', () => {
      if (raw.destroyed && !raw.complete) socket.destroySoon();
    });
  });
  app.addHook('onRequest', securityHeaders);
  await allowOrigins(app, { origins: options.origins, limits: access.limits });
  if (access.series.dependsOnCaller) app.addHook('onRequest', varyByCaller);

  await app.register(rpcRoutes({ ...options, publicUrl }));
  await app.register(async (scope) => {
    seriesHttpAccess(scope, { ...access, publicUrl, now });
    await scope.register(seriesHttp, { databases: seriesDatabases(streams) });
  });
  await app.register(oidcRoutes, { ...people.oidc, limits: access.limits });
  await app.register(jwksRoute, people.sites);
  await app.register(attachmentRoutes, people.chat.files);
  await app.register(metricsRoute, { ...access, metrics, publicUrl, now });
  await app.register(healthRoutes, { readiness, roles });
  await widgetFiles(app, { archive: join(home, ARCHIVES.widgets), publicUrl });
  for (const routes of options.routes) await app.register(routes);
  for (const { prefix, root } of options.folders) {
    await app.register(fastifyStatic, { prefix, root, decorateReply: false });
  }
  const folder = options.portal;
  const archive = join(home, ARCHIVES.portal);
  const page = folder === undefined ? undefined : await portalFiles(app, { folder, archive });
  plainPages(app, { frontPage: !page && options.folders.every(({ prefix }) => prefix !== '/'), page });
}
