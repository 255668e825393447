import Fastify, { type FastifyBaseLogger } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Config } from '../config.ts';
import { REQUEST_ID, requestIdOf } from '../rpc/request-log.ts';
import { BODY_MS, bodyDeadline } from './body-deadline.ts';
import { LAST_MS, type Listener } from './build-api.ts';
import { HTTP2_SETTINGS } from './http2-limits.ts';
import { logRequests, PlainLog } from './log-requests.ts';
import type { OpenConnections } from './open-connections.ts';
import { READER_MS, readerDeadline } from './reader-deadline.ts';
import { READ_MAX_BYTES, type RpcOptions, rpcRoutes } from './rpc-routes.ts';
import type { WaitingAnswers } from './waiting-answers.ts';

/** What {@link buildGrpc} works with. */
export interface GrpcOptions extends RpcOptions {
  readonly trustedProxies: Config['trustedProxies'];
  readonly connections: OpenConnections;
  readonly answers: WaitingAnswers;
}

/**
 * The services over HTTP/2 without TLS, which gRPC needs and no browser speaks: for programs in the same network, or
 * behind what ends TLS. Node cannot serve it on the port of HTTP/1.1.
 */
export async function buildGrpc({
  trustedProxies,
  connections,
  answers,
  ...options
}: GrpcOptions): Promise<Listener> {
  const logger: FastifyBaseLogger = options.log;
  const app = Fastify({
    http2: true,
    loggerInstance: logger,
    logController: new PlainLog(),
    genReqId: ({ headers }) => requestIdOf(headers[REQUEST_ID]),
    bodyLimit: READ_MAX_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  });
  app.server.updateSettings(HTTP2_SETTINGS);
  connections.follow(app.server);
  app.addHook('preClose', async () => {
    const last = setTimeout(() => connections.destroyAll(), LAST_MS);
    app.server.once('close', () => clearTimeout(last));
  });
  await app.register(fastifyPlugin(async (app) => logRequests(app)));
  app.addHook('onRequest', bodyDeadline(BODY_MS));
  app.addHook('onRequest', readerDeadline(READER_MS));
  app.addHook('onRequest', answers.follow);
  await app.register(rpcRoutes(options));
  return app;
}
