import type { Logger } from 'pino';
import { alertFeed } from '../alerts/alert-feed.ts';
import { alertTopic } from '../alerts/alert-topic.ts';
import { isListedOrigin } from '../embedding/site-store.ts';
import { FeedHub } from '../live/feed-hub.ts';
import { liveTopic } from '../live/feed-topic.ts';
import { StreamHub } from '../live/stream-hub.ts';
import type { WatcherQueue } from '../live/watcher-queue.ts';
import type { WattletNode } from '../node.ts';
import type { Readiness } from '../operations/readiness.ts';
import type { RoleHeartbeats } from '../operations/role-heartbeats.ts';
import { ServerCertificate } from '../platform/tls/server-certificate.ts';
import type { Supervisor } from '../roles/supervisor.ts';
import { STREAM_NAMES, type StreamName } from '../streams/definitions.ts';
import { seriesDatabases } from '../streams/series-databases.ts';
import { countReadings } from '../telemetry/count-readings.ts';
import { measureApi } from '../telemetry/measure-process.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { buildApi, type ServedFolder, type ServedRoutes } from './build-api.ts';
import { buildGrpc, type GrpcOptions } from './build-grpc.ts';
import { exemptAddresses } from './exempt-addresses.ts';
import { ListedOrigins } from './listed-origins.ts';
import { listen } from './listen.ts';
import { liveRole, platformRole } from './live-role.ts';
import { openAccess } from './open-access.ts';
import { OpenConnections } from './open-connections.ts';
import { openPeople } from './open-people.ts';
import type { RpcOptions } from './rpc-routes.ts';
import { WaitingAnswers } from './waiting-answers.ts';

export interface StartApiOptions {
  readonly node: WattletNode;
  readonly supervisor: Supervisor;
  readonly heartbeats: RoleHeartbeats;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly folders: readonly ServedFolder[];
  readonly portal: string | undefined;
  readonly routes: readonly ServedRoutes[];
  /** How often it is checked that a running stream may go on, in milliseconds. */
  readonly streamCheckMs: number;
  /** Most bytes of answers that may wait for their readers. */
  readonly maxWaitingBytes: number;
  /** Ends the roles that the API stands on. */
  readonly signal: AbortSignal;
}

/** An API that listens. */
export interface RunningApi {
  readonly url: string;
  readonly grpcUrl: string | undefined;
  close(): Promise<void>;
}

/** Runs the role `api`: the ports, and the hubs that tell live streams what changes. */
export async function startApi(options: StartApiOptions): Promise<RunningApi> {
  const { node, supervisor, heartbeats, readiness, metrics, log, folders, portal, routes } = options;
  const { streamCheckMs, maxWaitingBytes, signal } = options;
  const { config, streams, platform, tracing } = node;
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
    onTaken: countReadings(metrics),
  });
  const alerts = new FeedHub({ feed: alertFeed, sql: platform.database.sql, bus: platform.bus });
  const isExempt = exemptAddresses(config.trustedProxies);
  const connectionsOf = () => new OpenConnections({ perAddress: config.connectionsPerAddress, isExempt });
  const connections = {
    api: connectionsOf(),
    grpc: config.grpcPort === undefined ? undefined : connectionsOf(),
  };
  const queues = new Set<WatcherQueue>();
  const answers = new WaitingAnswers({ maxBytes: maxWaitingBytes, log });
  measureApi(metrics, { queues, connections, hubs: { ...hubs, alerts } });
  const services: Omit<RpcOptions, 'publicUrl'> = {
    streams,
    hubs,
    feeds: { ...people.chat.live, alerts: liveTopic(alertTopic(alerts)) },
    roles: () => supervisor.statuses(),
    allRoles: () => heartbeats.all(),
    log,
    access: openAccess({
      config,
      databases: seriesDatabases(streams),
      platform: platform.database,
      resolvers: people.resolvers,
      now,
    }),
    people,
    readiness,
    metrics,
    tracing,
    queues,
    streamCheckMs,
    now,
  };
  const certificate = config.tls && (await ServerCertificate.open({ ...config.tls, log }));
  const app = await buildApi({
    ...services,
    origins: new ListedOrigins({
      always: config.allowedOrigins,
      look: (origin) => isListedOrigin(platform.database.sql, origin),
      log,
    }),
    config,
    certificate,
    connections: connections.api,
    answers,
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
    connections.grpc &&
    (await startGrpc({
      ...services,
      ...config,
      connections: connections.grpc,
      answers,
      port: config.grpcPort ?? 0,
    }).catch(async (error: unknown) => {
      await app.close();
      throw error;
    }));
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
  const url = await listen(app, { host, port, setting: 'GRPC_PORT', scheme: 'http' });
  return { url, close: () => app.close() };
}
