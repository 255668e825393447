import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Platform } from './accounts/open-platform.ts';
import { alertFeed } from './alerts/alert-feed.ts';
import { alertTopic } from './alerts/alert-topic.ts';
import { buildApi, type Listener, type ServedFolder, type ServedRoutes } from './api/build-api.ts';
import { buildGrpc, type GrpcOptions } from './api/build-grpc.ts';
import { exemptAddresses } from './api/exempt-addresses.ts';
import { ListedOrigins } from './api/listed-origins.ts';
import { openAccess } from './api/open-access.ts';
import { OpenConnections } from './api/open-connections.ts';
import { openPeople } from './api/open-people.ts';
import type { RpcOptions } from './api/rpc-routes.ts';
import { ConfigError } from './config.ts';
import { isListedOrigin } from './embedding/site-store.ts';
import { FeedHub } from './live/feed-hub.ts';
import { liveTopic } from './live/feed-topic.ts';
import { StreamHub } from './live/stream-hub.ts';
import type { WattletNode } from './node.ts';
import { Readiness } from './operations/readiness.ts';
import { hasCode } from './platform/has-code.ts';
import { ServerCertificate } from './platform/tls/server-certificate.ts';
import { alertRoles } from './roles/alert-roles.ts';
import { chatRole } from './roles/chat-role.ts';
import { meterRoles } from './roles/meter-roles.ts';
import { streamRoles } from './roles/stream-roles.ts';
import { type Role, Supervisor } from './roles/supervisor.ts';
import { STREAM_NAMES, type StreamName } from './streams/definitions.ts';
import type { StreamStorage } from './streams/open-streams.ts';

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
}

/** A server that runs. */
export interface Server {
  /** Where the API listens; undefined without the role `api`. */
  readonly url: string | undefined;
  /** Where the API listens for HTTP/2 without TLS; undefined without the role `api` or a port for it. */
  readonly grpcUrl: string | undefined;
  /** Ends every role and stream, in a second or two. */
  close(): Promise<void>;
}

/**
 * Runs roles in this process. The API listens as soon as it can, also while a database or a source is down; the
 * other roles are supervised: one that fails is started again and reported by `/readyz`.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, roles, log, folders = [], portal, routes = [], streamCheckMs = STREAM_CHECK_MS } = options;
  const stop = new AbortController();
  const supervisor = new Supervisor({ log });
  const api = roles.has('api')
    ? await startApi({ node, supervisor, log, folders, portal, routes, streamCheckMs, signal: stop.signal })
    : undefined;
  for (const role of [...streamRoles(node), chatRole(node), ...meterRoles(node), ...alertRoles(node)]) {
    if (roles.has(role.name)) supervisor.start(role, stop.signal);
  }
  return {
    url: api?.url,
    grpcUrl: api?.grpcUrl,
    async close() {
      stop.abort();
      await Promise.all([api?.close(), supervisor.ended()]);
    },
  };
}

interface StartApiOptions {
  readonly node: WattletNode;
  readonly supervisor: Supervisor;
  readonly log: Logger;
  readonly folders: readonly ServedFolder[];
  readonly portal: string | undefined;
  readonly routes: readonly ServedRoutes[];
  readonly streamCheckMs: number;
  readonly signal: AbortSignal;
}

interface RunningApi {
  readonly url: string;
  readonly grpcUrl: string | undefined;
  close(): Promise<void>;
}

async function startApi(options: StartApiOptions): Promise<RunningApi> {
  const { node, supervisor, log, folders, portal, routes, streamCheckMs, signal } = options;
  const { config, streams, platform } = node;
  const now = () => new Date();
  const hubOf = (stream: StreamName): StreamHub =>
    new StreamHub({ stream, sql: streams[stream].database.sql, bus: streams[stream].bus });
  const hubs = { load: hubOf('load'), generation: hubOf('generation'), flows: hubOf('flows') };
  const people = await openPeople({
    config,
    platform: platform.database,
    bus: platform.bus,
    blobs: node.blobs,
    log,
    now,
  });
  const alerts = new FeedHub({ feed: alertFeed, sql: platform.database.sql, bus: platform.bus });
  const readiness = new Readiness({ streams, platform: platform.database });
  const connectionsOf = () =>
    new OpenConnections({
      perAddress: config.connectionsPerAddress,
      isExempt: exemptAddresses(config.trustedProxies),
    });
  const certificate = config.tls && (await ServerCertificate.open({ ...config.tls, log }));
  const services: Omit<RpcOptions, 'publicUrl'> = {
    streams,
    readiness,
    hubs,
    feeds: { ...people.chat.live, alerts: liveTopic(alertTopic(alerts)) },
    roles: () => supervisor.statuses(),
    log,
    access: openAccess({
      config,
      databases: {
        load: streams.load.database,
        generation: streams.generation.database,
        flows: streams.flows.database,
      },
      platform: platform.database,
      resolvers: people.resolvers,
      now,
    }),
    people,
    streamCheckMs,
    now,
  };
  const app = await buildApi({
    ...services,
    origins: new ListedOrigins({
      always: config.allowedOrigins,
      look: (origin) => isListedOrigin(platform.database.sql, origin),
      log,
    }),
    config,
    certificate,
    connections: connectionsOf(),
    folders,
    portal,
    routes,
  });
  const url = await listen(app, {
    host: config.host,
    port: config.port,
    setting: 'PORT',
    scheme: certificate ? 'https' : 'http',
  });
  const grpc =
    config.grpcPort === undefined
      ? undefined
      : await startGrpc({
          ...services,
          ...config,
          connections: connectionsOf(),
          port: config.grpcPort,
        }).catch(async (error: unknown) => {
          await app.close();
          throw error;
        });
  for (const stream of STREAM_NAMES)
    supervisor.start(liveRole(stream, streams[stream], hubs[stream]), signal);
  supervisor.start(platformRole(platform), signal);
  supervisor.start(liveRole('alerts', platform, alerts), signal);
  supervisor.start(liveRole('chat', platform, people.chat.live), signal);
  return {
    url,
    grpcUrl: grpc?.url,
    async close() {
      certificate?.[Symbol.dispose]();
      await Promise.all([app.close(), grpc?.close()]);
    },
  };
}

async function startGrpc(options: GrpcOptions & { readonly host: string; readonly port: number }) {
  const { host, port } = options;
  const app = await buildGrpc(options);
  return {
    url: await listen(app, { host, port, setting: 'GRPC_PORT', scheme: 'http' }),
    close: () => app.close(),
  };
}

async function listen(app: Listener, { host, port, setting, scheme }: Place): Promise<string> {
  await app.listen({ host, port }).catch((error: unknown) => {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    throw new ConfigError(`${host}:${port} is taken by another program: set ${setting} to another one`);
  });
  return urlOf(app.server.address(), scheme);
}

interface Place {
  readonly host: string;
  readonly port: number;
  /** The variable that says the port. */
  readonly setting: string;
  readonly scheme: 'http' | 'https';
}

/** Keeps the schema of people and sites up to date. */
function platformRole({ migrate }: Platform): Role {
  return {
    name: 'platform',
    async run(signal, ready) {
      await migrate(signal);
      ready();
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
  };
}

/** Tells those who watch what changes. */
function liveRole(
  topic: string,
  { migrate }: Pick<StreamStorage | Platform, 'migrate'>,
  hub: Pick<StreamHub, 'run'>,
): Role {
  return {
    name: `live:${topic}`,
    async run(signal, ready) {
      await migrate(signal);
      await hub.run(signal, ready);
    },
  };
}

function urlOf(address: AddressInfo | string | null, scheme: Place['scheme']): string {
  if (address === null || typeof address === 'string') throw new Error('the API listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${scheme}://${host}:${address.port}`;
}
