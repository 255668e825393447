import { create } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import type { ErrorCode } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { type WatchResponse, WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';
import type { AskTopics, OpenLive } from '../live/live-connection.ts';
import type { LiveChange, LiveTopic } from '../live/live-source.ts';
import type { AskedTopic } from '../live/tabs/tab-message.ts';

interface CountingStream {
  readonly topics: readonly AskedTopic[];
  readonly out: ReadableStreamDefaultController<WatchResponse>;
}

/** A server that counts its changes, and tells each of them once to every topic, from its cursor on. */
export class CountingServer {
  /** True for topics that it will not serve together. */
  refuse: (topics: readonly AskedTopic[]) => boolean = () => false;
  count = 0;
  /** Who has asked for each topic, by the id that its subject has. */
  readonly callers = new Map<string, Set<string | undefined>>();
  readonly #streams = new Set<CountingStream>();

  /** How many streams are open. */
  get open(): number {
    return this.#streams.size;
  }

  /** How many topics they have together. */
  get topics(): number {
    return [...this.#streams].reduce((sum, { topics }) => sum + topics.length, 0);
  }

  /** Opens a stream for whoever has this token. */
  watchAs(token: string | undefined, ask: AskTopics, signal: AbortSignal): ReturnType<OpenLive> {
    const topics = ask();
    for (const id of topics.map(idOf)) this.callers.set(id, (this.callers.get(id) ?? new Set()).add(token));
    if (this.refuse(topics)) throw new WattletError('permission_denied', 'scripted');
    let stream: CountingStream;
    return new ReadableStream<WatchResponse>({
      start: (out) => {
        stream = { topics, out };
        this.#streams.add(stream);
        signal.addEventListener('abort', () => {
          if (this.#streams.delete(stream)) out.error(signal.reason);
        });
        const heartbeat = durationFromMs(15_000);
        out.enqueue(create(WatchResponseSchema, { event: { case: 'ready', value: { heartbeat } } }));
        for (let change = 1; change <= this.count; change++)
          tell(
            out,
            topics.filter((topic) => cursorOf(topic) < change),
            change,
          );
      },
    });
  }

  /** Something has changed. */
  add(): void {
    this.count += 1;
    for (const { topics, out } of this.#streams) tell(out, topics, this.count);
  }

  /** Every stream fails. */
  fail(code: ErrorCode): void {
    for (const { out } of this.#streams) out.error(new WattletError(code, 'scripted'));
    this.#streams.clear();
  }
}

/** Notes every change that it is told. */
export class CountingTopic implements LiveTopic {
  readonly seen: number[] = [];
  readonly id = crypto.randomUUID();
  #cursor: number;

  /** @param cursor the last change that it knows */
  constructor(cursor: number) {
    this.#cursor = cursor;
  }

  subject() {
    return { case: 'stream' as const, value: { cursor: { epoch: this.id, revision: BigInt(this.#cursor) } } };
  }
  apply(change: LiveChange) {
    if (change.case !== 'stream') throw new Error(`A counting server says nothing of ${change.case}`);
    this.#cursor = Number(change.value.cursor?.revision);
    this.seen.push(this.#cursor);
  }
  /** It goes on from where it is. */
  reset() {}
  fail(error: WattletError) {
    throw error;
  }
  close() {}
}

function idOf({ subject }: AskedTopic): string {
  return (subject?.case === 'stream' && subject.value.cursor?.epoch) || '';
}

function cursorOf({ subject }: AskedTopic): number {
  return subject?.case === 'stream' ? Number(subject.value.cursor?.revision) : 0;
}

function tell(
  out: ReadableStreamDefaultController<WatchResponse>,
  topics: readonly AskedTopic[],
  change: number,
) {
  if (topics.length === 0) return;
  const topicIds = topics.map(({ id = 0 }) => id);
  const value = { topicIds, cursor: { revision: BigInt(change) } };
  out.enqueue(create(WatchResponseSchema, { event: { case: 'stream', value } }));
}
