import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { type AddressInfo, connect as connectUnix } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { create, toJson } from '@bufbuild/protobuf';
import { Code, ConnectError, createContextValues } from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import Fastify, { type FastifyPluginAsync, type FastifyRequest } from 'fastify';
import pino from 'pino';
import { LiveService, WatchRequestSchema } from '../../gen/wattlet/v1/live_pb.js';
import { rpcInterceptors } from '../../rpc/interceptors.ts';
import { liveRoute } from '../live-route.ts';
import { type LiveServiceOptions, liveService } from '../live-service.ts';
import { liveSocketKey, liveSocketOf } from '../live-socket.ts';

/** For tests: largest request message that a {@link LiveServer} takes. */
export const LIVE_SERVER_READS = 64 * 1024;

/** For tests: LiveService behind real HTTP. */
export interface LiveServer extends AsyncDisposable {
  /** Where it listens on TCP. */
  readonly url: string;
  /** A second way in, whose kernel buffers are small: a client that does not read is felt soon. */
  readonly socketPath: string;
  /** Shuts it down as a deployment does. */
  close(): Promise<void>;
}

/** How a {@link LiveServer} serves. */
export interface LiveServerOptions {
  /** HTTP/2 without TLS instead of HTTP/1.1. */
  readonly http2?: boolean;
  /** By the route of its own, as the server does, or by connect's plugin. */
  readonly route?: 'own' | 'connect';
}

/** Starts the service. */
export async function startLiveServer(
  options: LiveServiceOptions,
  { http2 = false, route = 'own' }: LiveServerOptions = {},
): Promise<LiveServer> {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-live-'));
  // Where a topic starts is told in the first frame, however slow this machine is.
  const service = liveService({ joinMs: 60_000, ...options });
  const common = {
    interceptors: rpcInterceptors(pino({ enabled: false })),
    contextValues: (call: FastifyRequest) => createContextValues().set(liveSocketKey, liveSocketOf(call.raw)),
    readMaxBytes: LIVE_SERVER_READS,
    maxTimeoutMs: 60_000,
    shutdownTimeoutMs: 1,
  };
  const shutdownError = () => new ConnectError('the server is shutting down', Code.Unavailable);
  const routes: FastifyPluginAsync = async (app) => {
    await (route === 'own'
      ? app.register(liveRoute, { ...common, service, shutdownError })
      : app.register(fastifyConnectPlugin, {
          ...{ ...common, shutdownError: shutdownError() },
          routes: (router) => void router.service(LiveService, service),
        }));
  };
  const build = () => {
    if (http2) {
      const app = Fastify({ http2: true });
      app.register(routes);
      return app;
    }
    const app = Fastify({ keepAliveTimeout: 50 });
    app.register(routes);
    return app;
  };
  const apps = [build(), build()] as const;
  const socketPath = join(folder, 'http');
  await apps[0].listen({ host: '127.0.0.1', port: 0 });
  await apps[1].listen({ path: socketPath });
  const { port } = apps[0].server.address() as AddressInfo;
  const close = async () => void (await Promise.all(apps.map((app) => app.close())));
  return {
    url: `http://127.0.0.1:${port}`,
    socketPath,
    close,
    async [Symbol.asyncDispose]() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A client that opens a stream and reads nothing. */
export interface StalledClient {
  /** Reads what is left; resolves when the server has ended it. */
  readToEnd(): Promise<unknown>;
  leave(): void;
}

const PATH = '/wattlet.v1.LiveService/Watch';
const HEADERS = { 'content-type': 'application/connect+json', 'connect-protocol-version': '1' };

/** Watches over the socket and never reads a byte of the response. */
export async function stalledClient(
  { socketPath }: LiveServer,
  watch: MessageInitShape<typeof WatchRequestSchema>,
  http2 = false,
): Promise<StalledClient> {
  const json = Buffer.from(JSON.stringify(toJson(WatchRequestSchema, create(WatchRequestSchema, watch))));
  const envelope = Buffer.alloc(5);
  envelope.writeUInt32BE(json.length, 1);
  const body = Buffer.concat([envelope, json]);
  return http2 ? stallHttp2(socketPath, body) : stallHttp1(socketPath, body);
}

async function stallHttp1(socketPath: string, body: Buffer): Promise<StalledClient> {
  const call: ClientRequest = request({ socketPath, path: PATH, method: 'POST', headers: HEADERS });
  call.end(body);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  call.on('error', () => undefined);
  return {
    readToEnd: () => closed(response.resume()),
    leave: () => void call.destroy(),
  };
}

async function stallHttp2(socketPath: string, body: Buffer): Promise<StalledClient> {
  const session = connectHttp2('http://localhost', { createConnection: () => connectUnix(socketPath) });
  const call = session.request({ ':method': 'POST', ':path': PATH, ...HEADERS });
  call.end(body);
  await once(call, 'response');
  call.on('error', () => undefined);
  return {
    readToEnd: () => closed(call.resume()),
    leave: () => session.destroy(),
  };
}

/** However it is closed. */
function closed(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
  });
}
