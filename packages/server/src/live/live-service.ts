import type { MessageInitShape } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { LiveService, Topic, WatchRequest, WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import type { StreamName } from '../streams/definitions.ts';
import { seriesQuestion } from '../streams/series-requests.ts';
import { destroyWhenStalled, liveSocketKey } from './live-socket.ts';
import type { StreamHub } from './stream-hub.ts';
import type { Membership, WatchOrder, WatchOutcome } from './watch-order.ts';
import { type WatcherEvent, WatcherQueue } from './watcher-queue.ts';

/** What {@link liveService} works with. Times are in milliseconds. */
export interface LiveServiceOptions {
  readonly hubs: Readonly<Record<StreamName, StreamHub>>;
  /** A heartbeat is sent after so much silence: proxies cut silent streams after 30 to 60 s. */
  readonly heartbeatMs?: number;
  /** A client that takes no byte for so long is cut off; more than the heartbeat. */
  readonly stallMs?: number;
  /** A stream ends after a random time between these, so that a new server gets its share of them. */
  readonly lifeMs?: { readonly least: number; readonly most: number };
  /** How long `Ready` waits for the hubs: topics of one that is slow come later. */
  readonly joinMs?: number;
  /** A number in [0, 1). */
  readonly random?: () => number;
}

/**
 * Streams what changes to whoever watches. An unknown area fails the call, unless its stream is down: then
 * its topics wait, and the others go on.
 *
 * @throws RangeError if the heartbeat is not more frequent than what counts as stalled.
 */
export function liveService(options: LiveServiceOptions): ServiceImpl<typeof LiveService> {
  const { hubs, heartbeatMs = 15_000, stallMs = 30_000, joinMs = 2_000, random = Math.random } = options;
  const { least, most } = options.lifeMs ?? { least: 600_000, most: 900_000 };
  if (heartbeatMs >= stallMs) {
    throw new RangeError(`heartbeatMs (${heartbeatMs}) must be less than stallMs (${stallMs})`);
  }

  return {
    async *watch(request, context) {
      refuseDuplicateIds(request.topics);
      setHeaders(context);
      const queue = new WatcherQueue();
      const orders = toOrders(request, queue);
      const memberships: Membership[] = [];
      const heartbeat = setInterval(() => queue.pushHeartbeat(), heartbeatMs);
      const life = setTimeout(() => queue.close(), least + random() * (most - least));
      const end = () => {
        clearInterval(heartbeat);
        clearTimeout(life);
        queue.close();
        for (const membership of memberships) membership.leave();
      };
      // Not only in `finally`: with connect-node 2.2.0 this stays at its `yield` for ever when a client that does
      // not read goes away.
      context.signal.addEventListener('abort', end, { once: true });
      try {
        context.signal.throwIfAborted();
        const socket = context.values.get(liveSocketKey);
        if (socket) destroyWhenStalled(socket, stallMs, context.signal);
        for (const { stream, ...order } of orders) memberships.push(hubs[stream].watch(order));
        const outcomes = await Promise.all(memberships.map((membership) => membership.outcomeWithin(joinMs)));
        yield ready(request, outcomes, heartbeatMs);
        for await (const event of queue) {
          heartbeat.refresh();
          yield toResponse(event);
        }
        // The client is gone, or the server shuts down and says so.
        if (context.signal.aborted) throw context.signal.reason;
      } finally {
        end();
      }
    },
  };
}

type Response = MessageInitShape<typeof WatchResponseSchema>;

function refuseDuplicateIds(topics: readonly Topic[]): void {
  const violations = topics.flatMap(({ id }, index) => {
    const first = topics.findIndex((topic) => topic.id === id);
    if (first === index) return [];
    const description = `topics[${first}] has the id ${id} already; every topic needs its own`;
    return [{ field: `topics[${index}].id`, reason: 'DUPLICATE_TOPIC_ID', description }];
  });
  if (violations.length > 0) throw invalidRequest(violations);
}

/** Nothing between us and the client may keep, change or gather what is sent. */
function setHeaders({ responseHeader }: HandlerContext): void {
  responseHeader.set('cache-control', 'no-store, no-transform');
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  responseHeader.set('x-accel-buffering', 'no');
}

function toOrders({ topics }: WatchRequest, queue: WatcherQueue): (WatchOrder & { stream: StreamName })[] {
  return topics.map(({ id, subject }, index) => {
    const topic = subject.case === 'series' ? subject.value : undefined;
    const { stream, selection, fields, range } = seriesQuestion(topic ?? {});
    const path = (field: string) => `topics[${index}].series.${field}`;
    return {
      stream,
      topicId: id,
      selection,
      fields: {
        area: path(fields.area),
        toArea: path(fields.toArea),
        productionTypes: path(fields.productionTypes),
      },
      range,
      cursor: topic?.cursor,
      queue,
    };
  });
}

/** The first frame. Throws if a topic is refused. */
function ready({ topics }: WatchRequest, outcomes: readonly WatchOutcome[], heartbeatMs: number): Response {
  const heads = topics.flatMap(({ id }, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === 'refused') throw outcome.error;
    return outcome?.kind === 'joined' && outcome.cursor ? [{ topicId: id, cursor: outcome.cursor }] : [];
  });
  return { event: { case: 'ready', value: { heartbeat: durationFromMs(heartbeatMs), heads } } };
}

function toResponse(event: WatcherEvent): Response {
  switch (event.kind) {
    case 'patch': {
      const { topicIds, cursor, patches } = event;
      return {
        event: { case: 'series', value: { topicIds: [...topicIds], cursor, patches: [...patches] } },
      };
    }
    case 'reset':
      return { event: { case: 'reset', value: { topicId: event.topicId, reason: event.reason } } };
    case 'heartbeat':
      return { event: { case: 'heartbeat', value: {} } };
  }
}
