import type { MessageInitShape } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { LiveService, Topic, WatchRequest, WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import { type LiveFeeds, unknownTopic } from './feed-topic.ts';
import { liveOutletKey } from './live-outlet.ts';
import type { LivePlace } from './live-place.ts';
import { destroyWhenStalled, liveSocketKey } from './live-socket.ts';
import { prepareSeries, prepareStream, type SeriesHubs } from './series-topic.ts';
import { toResponse } from './watch-response.ts';
import { WatcherQueue } from './watcher-queue.ts';

/** What {@link liveService} works with. Times are in milliseconds. */
export interface LiveServiceOptions {
  readonly hubs: SeriesHubs;
  /** What else can be watched; topics of a feed that is not here are `unimplemented`. */
  readonly feeds?: LiveFeeds;
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
  /** Holds the queues of the streams that are open, for whoever measures them. */
  readonly queues?: Set<WatcherQueue>;
}

/**
 * Streams what changes to whoever watches. An unknown area fails the call, unless its stream is down: then
 * its topics wait, and the others go on.
 *
 * @throws RangeError if the heartbeat is not more frequent than what counts as stalled.
 */
export function liveService(options: LiveServiceOptions): ServiceImpl<typeof LiveService> {
  const {
    hubs,
    feeds = {},
    heartbeatMs = 15_000,
    stallMs = 30_000,
    joinMs = 2_000,
    random = Math.random,
    queues,
  } = options;
  const { least, most } = options.lifeMs ?? { least: 600_000, most: 900_000 };
  if (heartbeatMs >= stallMs) {
    throw new RangeError(`heartbeatMs (${heartbeatMs}) must be less than stallMs (${stallMs})`);
  }

  return {
    async *watch(request, context) {
      refuseDuplicateIds(request.topics);
      setHeaders(context);
      const queue = new WatcherQueue();
      queues?.add(queue);
      const places: LivePlace[] = [];
      const heartbeat = setInterval(() => queue.pushHeartbeat(), heartbeatMs);
      const life = setTimeout(() => queue.close(), lifeMs(least + random() * (most - least)));
      const end = () => {
        clearInterval(heartbeat);
        clearTimeout(life);
        queues?.delete(queue);
        queue.close();
        for (const place of places) place.leave();
      };
      // Not only in `finally`: with connect-node 2.2.0 this stays at its `yield` for ever when a client that does
      // not read goes away.
      context.signal.addEventListener('abort', end, { once: true });
      try {
        context.signal.throwIfAborted();
        const socket = context.values.get(liveSocketKey);
        if (socket) destroyWhenStalled(socket, stallMs, context.signal);
        const joins = await prepare(request, { hubs, feeds, queue, context });
        context.signal.throwIfAborted();
        for (const join of joins) places.push(join());
        yield await ready(request, places, { heartbeatMs, joinMs });
        const outlet = context.values.get(liveOutletKey);
        if (outlet) await outlet.carry(queue, () => heartbeat.refresh());
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

/** Full seconds, where that is no matter: Node keeps a list for each different time. */
function lifeMs(ms: number): number {
  return ms < 60_000 ? ms : Math.round(ms / 1000) * 1000;
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

interface Preparation {
  readonly hubs: SeriesHubs;
  readonly feeds: LiveFeeds;
  readonly queue: WatcherQueue;
  readonly context: HandlerContext;
}

/** Throws if a topic is one that the caller may not watch. */
function prepare(
  { topics }: WatchRequest,
  { hubs, feeds, queue, context }: Preparation,
): Promise<(() => LivePlace)[]> {
  return Promise.all(
    topics.map(async ({ id, subject }, index) => {
      const position = { path: `topics[${index}]`, topicId: id, queue };
      switch (subject.case) {
        case 'series':
          return prepareSeries(hubs, subject.value, position);
        case 'stream':
          return prepareStream(hubs, subject.value, position);
        case 'alerts':
          return (feeds.alerts ?? unknownTopic)(subject.value, position, context);
        case 'conversation':
          return (feeds.conversation ?? unknownTopic)(subject.value, position, context);
        case 'inbox':
          return (feeds.inbox ?? unknownTopic)(subject.value, position, context);
        case undefined:
          throw invalidRequest([
            { field: position.path, reason: 'NO_SUBJECT', description: 'says nothing to watch' },
          ]);
      }
    }),
  );
}

/** The first frame. Throws if a topic is refused. */
async function ready(
  { topics }: WatchRequest,
  places: readonly LivePlace[],
  { heartbeatMs, joinMs }: Pick<Required<LiveServiceOptions>, 'heartbeatMs' | 'joinMs'>,
): Promise<Response> {
  const found = await Promise.all(places.map((place) => place.headWithin(joinMs)));
  const heads = topics.flatMap(({ id }, index) => {
    const head = found[index];
    return head ? [{ topicId: id, ...head }] : [];
  });
  return { event: { case: 'ready', value: { heartbeat: durationFromMs(heartbeatMs), heads } } };
}
