import {
  type ChangeEvent,
  type DurableEvent,
  type HeartbeatEvent,
  isDurable,
  type NoticeEvent,
  type PatchEvent,
  type WatcherEvent,
} from './watcher-event.ts';

/** Bounds of a {@link WatcherQueue}. */
export interface WatcherQueueLimits {
  readonly maxEvents?: number;
  readonly maxBytes?: number;
}

const HEARTBEAT: HeartbeatEvent = { kind: 'heartbeat' };

/**
 * What waits for one connection, at most 256 events and 256 KiB of content. When it overflows, notices go first; then
 * topics lose their queued content, the longest waiting first, and get one reset instead. What follows a reset that
 * still waits is left out: whoever reads afresh after it reads that too.
 */
export class WatcherQueue implements AsyncIterable<WatcherEvent> {
  readonly #maxEvents: number;
  readonly #maxBytes: number;
  #events: WatcherEvent[] = [];
  #bytes = 0;
  #closed = false;
  #notify: (() => void) | undefined;

  constructor({ maxEvents = 256, maxBytes = 256 * 1024 }: WatcherQueueLimits = {}) {
    this.#maxEvents = maxEvents;
    this.#maxBytes = maxBytes;
  }

  /** Whether it was closed: nothing comes any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** How many events wait. */
  get size(): number {
    return this.#events.length;
  }

  /** About how many bytes of content wait. */
  get bytes(): number {
    return this.#bytes;
  }

  pushPatch(event: Omit<PatchEvent, 'kind'>): void {
    this.#pushDurable({ ...event, kind: 'patch' });
  }

  /** Content that can be merged with what waits for the same topics takes its place. */
  pushChange(event: Omit<ChangeEvent, 'kind'>): void {
    if (!this.#mergeIntoLast(event)) this.#pushDurable({ ...event, kind: 'change' });
  }

  /** Left out where half of the queue is taken, and for topics that await a reset. */
  pushNotice(event: Omit<NoticeEvent, 'kind'>): void {
    const topicIds = event.topicIds.filter((id) => !this.#awaitsReset(id));
    this.#events = this.#events.filter((queued) => queued.kind !== 'notice' || queued.name !== event.name);
    if (topicIds.length === 0 || this.#events.length >= this.#maxEvents / 2) return;
    this.#push({ ...event, kind: 'notice', topicIds });
  }

  /** Queued content of the topic is dropped; a reset that waits already is enough. */
  pushReset(topicId: number, reason: string): void {
    if (this.#awaitsReset(topicId)) return;
    this.#events = this.#events.flatMap((event) => {
      if (!isDurable(event) || !event.topicIds.includes(topicId)) return event;
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
    this.#notify?.();
  }

  /** Calls the listener whenever an event has come, and when the queue is closed. There is one listener at a time. */
  notify(listener: () => void): void {
    this.#notify = listener;
  }

  /** Takes out the event that waits longest. */
  take(): WatcherEvent | undefined {
    const event = this.#events.shift();
    if (event) this.#bytes -= bytesOf(event);
    return event;
  }

  /** Takes out event by event as they come, until the queue is closed. For one reader. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WatcherEvent> {
    while (!this.#closed) {
      const event = this.take();
      if (event) yield event;
      else await new Promise<void>((resolve) => this.notify(resolve));
    }
  }

  #pushDurable(event: DurableEvent): void {
    const topicIds = event.topicIds.filter((id) => !this.#awaitsReset(id));
    if (topicIds.length === 0) return;
    this.#push({ ...event, topicIds });
    this.#makeRoom();
  }

  #mergeIntoLast({ topicIds, content, merge }: Omit<ChangeEvent, 'kind'>): boolean {
    const at = this.#events.findLastIndex(
      (queued) => isDurable(queued) && queued.topicIds.some((id) => topicIds.includes(id)),
    );
    const last = this.#events[at];
    if (last?.kind !== 'change' || !merge || !sameIds(last.topicIds, topicIds)) return false;
    const merged = merge(last.content, content);
    if (!merged) return false;
    this.#events[at] = { ...last, ...merged };
    this.#bytes += merged.bytes - last.bytes;
    this.#makeRoom();
    return true;
  }

  #makeRoom(): void {
    const isFull = () => this.#events.length > this.#maxEvents || this.#bytes > this.#maxBytes;
    if (isFull()) this.#events = this.#events.filter((event) => event.kind !== 'notice');
    while (isFull()) {
      const oldest = this.#events.find(isDurable);
      if (!oldest) return;
      for (const id of oldest.topicIds) this.pushReset(id, 'the connection was too slow for what changed');
    }
  }

  #awaitsReset(topicId: number): boolean {
    return this.#events.some((event) => event.kind === 'reset' && event.topicId === topicId);
  }

  #push(event: WatcherEvent): void {
    if (this.#closed) return;
    this.#events.push(event);
    this.#bytes += bytesOf(event);
    this.#notify?.();
  }
}

function bytesOf(event: WatcherEvent): number {
  return isDurable(event) ? event.bytes : 0;
}

function sameIds(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}
