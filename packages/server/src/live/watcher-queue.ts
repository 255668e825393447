import type { RangePatch } from '../gen/wattlet/v1/live_pb.js';
import type { StreamCursor } from '../streams/query/series-store.ts';

/** New content of the topics; they stand at the cursor then. */
export interface PatchEvent {
  readonly kind: 'patch';
  readonly topicIds: readonly number[];
  readonly cursor: StreamCursor;
  readonly patches: readonly RangePatch[];
  /** About how many bytes it takes on the wire. */
  readonly bytes: number;
}

/** The topic must be read afresh. */
export interface ResetEvent {
  readonly kind: 'reset';
  readonly topicId: number;
  readonly reason: string;
}

/** Nothing has happened for a while. */
export interface HeartbeatEvent {
  readonly kind: 'heartbeat';
}

/** What a connection is sent after `Ready`. */
export type WatcherEvent = PatchEvent | ResetEvent | HeartbeatEvent;

/** Bounds of a {@link WatcherQueue}. */
export interface WatcherQueueLimits {
  readonly maxEvents?: number;
  readonly maxBytes?: number;
}

const HEARTBEAT: HeartbeatEvent = { kind: 'heartbeat' };

/**
 * What waits for one connection, at most 256 events and 256 KiB of patches. When it overflows, topics lose
 * their queued patches, the longest waiting first, and get one reset instead. What follows a reset that still
 * waits is left out: whoever reads afresh after it reads that too.
 */
export class WatcherQueue implements AsyncIterable<WatcherEvent> {
  readonly #maxEvents: number;
  readonly #maxBytes: number;
  #events: WatcherEvent[] = [];
  #bytes = 0;
  #closed = false;
  #arrived = Promise.withResolvers<void>();

  constructor({ maxEvents = 256, maxBytes = 256 * 1024 }: WatcherQueueLimits = {}) {
    this.#maxEvents = maxEvents;
    this.#maxBytes = maxBytes;
  }

  /** How many events wait. */
  get size(): number {
    return this.#events.length;
  }

  /** About how many bytes of patches wait. */
  get bytes(): number {
    return this.#bytes;
  }

  pushPatch(event: Omit<PatchEvent, 'kind'>): void {
    const topicIds = event.topicIds.filter((id) => !this.#awaitsReset(id));
    if (topicIds.length === 0) return;
    this.#push({ ...event, kind: 'patch', topicIds });
    while (this.#events.length > this.#maxEvents || this.#bytes > this.#maxBytes) {
      const oldest = this.#events.find((queued) => queued.kind === 'patch');
      if (!oldest) return;
      for (const id of oldest.topicIds) this.pushReset(id, 'the connection was too slow for what changed');
    }
  }

  /** Queued patches of the topic are dropped; a reset that waits already is enough. */
  pushReset(topicId: number, reason: string): void {
    if (this.#awaitsReset(topicId)) return;
    this.#events = this.#events.flatMap((event) => {
      if (event.kind !== 'patch' || !event.topicIds.includes(topicId)) return event;
      const topicIds = event.topicIds.filter((id) => id !== topicId);
      return topicIds.length > 0 ? { ...event, topicIds } : [];
    });
    this.#bytes = this.#events.reduce((sum, event) => sum + bytesOf(event), 0);
    this.#push({ kind: 'reset', topicId, reason });
  }

  /** Queues a heartbeat if nothing else waits. */
  pushHeartbeat(): void {
    if (this.#events.length === 0) this.#push(HEARTBEAT);
  }

  /** Ends the iteration and forgets what waits. */
  close(): void {
    this.#closed = true;
    this.#events = [];
    this.#bytes = 0;
    this.#arrived.resolve();
  }

  /** Takes out event by event as they come, until the queue is closed. For one reader. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WatcherEvent> {
    while (!this.#closed) {
      const event = this.#events.shift();
      if (event) {
        this.#bytes -= bytesOf(event);
        yield event;
      } else {
        this.#arrived = Promise.withResolvers();
        await this.#arrived.promise;
      }
    }
  }

  #awaitsReset(topicId: number): boolean {
    return this.#events.some((event) => event.kind === 'reset' && event.topicId === topicId);
  }

  #push(event: WatcherEvent): void {
    if (this.#closed) return;
    this.#events.push(event);
    this.#bytes += bytesOf(event);
    this.#arrived.resolve();
  }
}

function bytesOf(event: WatcherEvent): number {
  return event.kind === 'patch' ? event.bytes : 0;
}
