import {
  Code,
  ConnectError,
  type ConnectRouter,
  createContextValues,
  type Interceptor,
} from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { accessInterceptor } from '../access/access-interceptor.ts';
import { callerKey } from '../access/caller-key.ts';
import { presentedBy, presentedKey } from '../access/presented.ts';
import { seriesAccessInterceptor } from '../access/series-access-interceptor.ts';
import { streamSlotInterceptor } from '../access/stream-slots.ts';
import { accountService } from '../accounts/account-service.ts';
import { auditService } from '../accounts/audit-service.ts';
import { sessionRenewal } from '../accounts/session-renewal.ts';
import { userService } from '../accounts/user-service.ts';
import { alertService } from '../alerts/alert-service.ts';
import { chatService } from '../chat/chat-service.ts';
import { siteService } from '../embedding/site-service.ts';
import { Health } from '../gen/grpc/health/v1/health_pb.js';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { AuditService } from '../gen/wattlet/v1/audit_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { MeterService } from '../gen/wattlet/v1/meter_pb.js';
import { NewsService } from '../gen/wattlet/v1/news_pb.js';
import { NotificationService } from '../gen/wattlet/v1/notification_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import type { LiveFeeds } from '../live/feed-topic.ts';
import { liveRoute } from '../live/live-route.ts';
import { liveService } from '../live/live-service.ts';
import { liveSocketKey, liveSocketOf } from '../live/live-socket.ts';
import type { StreamHub } from '../live/stream-hub.ts';
import type { WatcherQueue } from '../live/watcher-queue.ts';
import { meterService } from '../meters/meter-service.ts';
import { notificationService } from '../notifications/notification-service.ts';
import { operationsService } from '../operations/operations-service.ts';
import type { Readiness } from '../operations/readiness.ts';
import type { HeardRole } from '../operations/role-heartbeat-store.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import { readDeadline } from '../rpc/read-deadline.ts';
import { requestLogInterceptor } from '../rpc/request-log.ts';
import { validationInterceptor } from '../rpc/validate.ts';
import type { StreamName } from '../streams/definitions.ts';
import { newsService } from '../streams/news/news-service.ts';
import type { Streams } from '../streams/open-streams.ts';
import { seriesDatabases } from '../streams/series-databases.ts';
import { seriesService } from '../streams/series-service.ts';
import { measureCalls } from '../telemetry/measure-calls.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { traceCalls } from '../telemetry/trace-calls.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { blameCallers } from './blame-callers.ts';
import { grpcHealth } from './grpc-health.ts';
import { namedHost } from './named-host.ts';
import type { Access } from './open-access.ts';
import type { People } from './open-people.ts';

/** Largest request message. None of ours comes near. */
export const READ_MAX_BYTES = 1024 * 1024;

/** Longest that a client may ask for, and that a read may take whose client names no time. */
const MAX_TIMEOUT_MS = 60_000;

/** How long a shutdown waits for calls to end by themselves; streams never do. */
const SHUTDOWN_MS = 300;

/** What the services work with. */
export interface RpcOptions {
  readonly streams: Streams;
  readonly hubs: Readonly<Record<StreamName, StreamHub>>;
  /** What can be watched beside the series. */
  readonly feeds: LiveFeeds;
  /** Those of this process. */
  readonly roles: () => RoleStatus[];
  /** Those of every process. */
  readonly allRoles: () => Promise<readonly HeardRole[]>;
  readonly log: Logger;
  readonly access: Access;
  readonly readiness: Readiness;
  readonly people: People;
  /** Origin at which browsers find the server; undefined takes what their requests say. */
  readonly publicUrl: string | undefined;
  readonly metrics: Metrics;
  /** Undefined where no traces are made. */
  readonly tracing: Tracing | undefined;
  /** Holds what waits for the clients of live streams. */
  readonly queues: Set<WatcherQueue>;
  /** How often it is checked that a running stream may go on, in milliseconds. */
  readonly streamCheckMs: number;
  /** The current time. */
  readonly now: () => Date;
}

/** Every service with what stands before it: the same on whichever port. */
export function rpcRoutes(options: RpcOptions): FastifyPluginAsync {
  const { streams, hubs, feeds, allRoles, log, access, people, readiness, metrics, tracing, queues } =
    options;
  const { publicUrl, streamCheckMs, now } = options;
  const primaries = {
    load: streams.load.database,
    generation: streams.generation.database,
    flows: streams.flows.database,
  };
  const common = {
    interceptors: [
      measureCalls(metrics),
      ...(tracing ? [traceCalls(tracing)] : []),
      requestLogInterceptor(log, tracing && (() => tracing.traceparent())),
      readDeadline(MAX_TIMEOUT_MS),
      accessInterceptor({ ...access, streamCheckMs, now }),
      streamSlotInterceptor(access.streams),
      sessionRenewal(people.accounts),
      validationInterceptor(),
      seriesAccessInterceptor(access.series),
    ],
    contextValues: (request: FastifyRequest) => {
      request.callValues = createContextValues()
        .set(presentedKey, presentedBy(request, publicUrl))
        .set(callerKey, { address: request.ip, secure: (publicUrl ?? request.protocol).startsWith('https') })
        .set(liveSocketKey, liveSocketOf(request.raw));
      return request.callValues;
    },
    readMaxBytes: READ_MAX_BYTES,
    maxTimeoutMs: MAX_TIMEOUT_MS,
    shutdownTimeoutMs: SHUTDOWN_MS,
  };
  const routes = (router: ConnectRouter) => {
    router.service(SeriesService, seriesService({ databases: seriesDatabases(streams) }));
    router.service(AccountService, accountService(people.accounts));
    router.service(UserService, userService(people.accounts));
    router.service(SiteService, siteService(people.sites));
    router.service(ChatService, chatService(people.chat.parts));
    router.service(MeterService, meterService(people.meters));
    router.service(AlertService, alertService(people.alerts));
    // Probes show no credential, and what they learn is what `/readyz` says to everybody.
    router.service(Health, grpcHealth(readiness), {
      interceptors: [addressLimit(access.limits), streamSlotInterceptor(access.streams)],
    });
    router.service(NewsService, newsService({ databases: primaries }));
    router.service(AuditService, auditService(people.accounts));
    router.service(NotificationService, notificationService({ ...people.accounts, streams }));
    router.service(
      OperationsService,
      operationsService({ streams, platform: people.meters, roles: allRoles }),
    );
    blameCallers(router);
  };
  const shutdownError = () => new ConnectError('the server is shutting down', Code.Unavailable);
  return async (app) => {
    app.addHook('onRequest', namedHost);
    await app.register(fastifyConnectPlugin, { ...common, routes, shutdownError: shutdownError() });
    await app.register(liveRoute, {
      ...common,
      service: liveService({ hubs, feeds, queues }),
      shutdownError,
    });
  };
}

/** Counts calls by their address alone. */
const addressLimit =
  (limits: Access['limits']): Interceptor =>
  (next) =>
  async (call) => {
    limits.countAddress(call.contextValues.get(presentedKey).address);
    return next(call);
  };
