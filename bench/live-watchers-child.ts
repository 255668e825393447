// Holds many live streams over plain sockets, each of one topic that all watch and one of its own, and reports to its
// parent what they got and when. Reads as little as it can while it is measured; keeps what it got and checks it after.
// Times are those of the machine's monotonic clock, in nanoseconds as text: they are the same in every process.
import { connect, type Socket } from 'node:net';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { WatchRequestSchema, WatchResponseSchema } from '../packages/server/src/gen/wattlet/v1/live_pb.js';
import { FrameReader } from './frame-reader.ts';
import type { WatchersOrder, WatchersReport } from './live-watchers.ts';

const AT_ONCE = 100;
/** As the SDK does: a random part of half a second, doubled with every try, at most 30 s. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** First byte of an event: number of its field, and that a length follows. */
const SERIES = (3 << 3) | 2;
const CONVERSATION = (6 << 3) | 2;
const READY = (1 << 3) | 2;
const END = 2;

interface Target {
  readonly port: number;
  readonly token: string;
}

let target: Target = { port: 0, token: '' };
const streams: Stream[] = [];
/** How many streams still have to get what is waited for, and who waits. */
let due = 0;
let report: (() => void) | undefined;

const now = (): string => String(process.hrtime.bigint());
const say = (message: WatchersReport): void => void process.send?.(message);

function reached(): void {
  due -= 1;
  if (due === 0) report?.();
}

class Stream {
  readonly conversationId: string;
  #socket: Socket | undefined;
  #opened: (() => void) | undefined;
  #tries = 0;
  #cursor: { epoch: string; revision: bigint } | undefined;
  #change: bigint | undefined;
  /** What came since it was last looked at. */
  #frames: Buffer[] = [];
  /** Waited for: any event with this first byte, or everything up to a place. */
  #kind = 0;
  #place: { readonly revision: bigint; readonly change: bigint } | undefined;
  lost = 0;
  doubled = 0;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
  }

  /** Resolves once it has its first frame. */
  open(): Promise<void> {
    return new Promise((resolve) => {
      this.#opened = resolve;
      this.#connect();
    });
  }

  expect(kind: number): void {
    this.#kind = kind;
  }

  /** Counts itself as there once it stands at the place. */
  expectPlace(place: { readonly revision: bigint; readonly change: bigint }): void {
    this.#place = place;
    this.look();
  }

  /** Reads what came: nothing may be missing before it, and nothing come twice. */
  look(): void {
    for (const frame of this.#frames.splice(0)) this.#take(frame);
    const { revision, change } = this.#place ?? {};
    if (revision === undefined || change === undefined) return;
    if (this.#cursor?.revision !== revision || this.#change !== change) return;
    this.#place = undefined;
    reached();
  }

  #take(frame: Buffer): void {
    const { event } = fromBinary(WatchResponseSchema, frame.subarray(5));
    if (event.case === 'ready') {
      for (const { cursor, conversation } of event.value.heads) {
        if (cursor) this.#cursor = { epoch: cursor.epoch, revision: cursor.revision };
        if (conversation) this.#change = conversation.change;
      }
    } else if (event.case === 'series' && event.value.cursor) {
      const { epoch, revision } = event.value.cursor;
      if (revision <= (this.#cursor?.revision ?? 0n)) this.doubled += 1;
      this.#cursor = { epoch, revision };
    } else if (event.case === 'conversation' && event.value.cursor) {
      for (const { change } of event.value.messages) {
        const before = this.#change ?? 0n;
        if (change <= before) this.doubled += 1;
        else if (change > before + 1n) this.lost += 1;
        this.#change = change;
      }
      this.#change = event.value.cursor.change;
    } else if (event.case === 'reset') this.lost += 1;
  }

  #connect(): void {
    const socket = connect(target.port, '127.0.0.1');
    this.#socket = socket;
    const reader = new FrameReader((frame) => this.#receive(frame, socket));
    socket.on('data', (chunk: Buffer) => reader.read(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.#socket === socket) this.#retry();
    });
    socket.write(requestOf(this.conversationId, this.#cursor, this.#change));
  }

  #retry(): void {
    this.look();
    const delayMs = Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#tries += 1;
    setTimeout(() => this.#connect(), delayMs);
  }

  /** A server that is slow to say where its topics stand is asked again: nothing could be missed from nowhere. */
  #begin(socket: Socket): void {
    if (this.#opened) {
      this.look();
      if (!this.#cursor || this.#change === undefined) return void socket.destroy();
    }
    this.#tries = 0;
    this.#opened?.();
    this.#opened = undefined;
  }

  #receive(frame: Buffer, socket: Socket): void {
    if (frame[0] === END) {
      socket.destroy();
      return;
    }
    const kind = frame[5];
    this.#frames.push(frame);
    if (kind === READY) this.#begin(socket);
    if (this.#place) this.look();
    else if (kind === this.#kind) {
      this.#kind = 0;
      reached();
    }
  }
}

function requestOf(
  conversationId: string,
  cursor: { epoch: string; revision: bigint } | undefined,
  change: bigint | undefined,
): Buffer {
  const range = { from: timestampFromMs(Date.UTC(2022, 0, 1)), to: timestampFromMs(Date.UTC(2022, 1, 1)) };
  const selector = { stream: 1, area: 'GR' };
  const message = create(WatchRequestSchema, {
    topics: [
      { id: 1, subject: { case: 'series', value: { selector, range, ...(cursor && { cursor }) } } },
      {
        id: 2,
        subject: {
          case: 'conversation',
          value: { conversationId, ...(change !== undefined && { cursor: { change } }) },
        },
      },
    ],
  });
  const body = toBinary(WatchRequestSchema, message);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(body.length, 1);
  const head = [
    'POST /wattlet.v1.LiveService/Watch HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${target.token}`,
    'content-type: application/connect+proto',
    'connect-protocol-version: 1',
    `content-length: ${body.length + 5}`,
    '\r\n',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head), prefix, body]);
}

async function openAll(conversationIds: readonly string[]): Promise<void> {
  const waiting = conversationIds.map((id) => new Stream(id));
  streams.push(...waiting);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.open();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Says when the last of the streams has got what it waits for. */
function whenReached(chosen: readonly Stream[], wait: (stream: Stream) => void): void {
  due = chosen.length;
  report = () => {
    report = undefined;
    say({ said: 'reached', at: now() });
  };
  for (const stream of chosen) wait(stream);
}

process.on('message', (order: WatchersOrder) => {
  switch (order.order) {
    case 'open':
      target = order;
      void openAll(order.conversationIds).then(() => say({ said: 'open' }));
      return;
    case 'all':
      whenReached(streams, (stream) => stream.expect(SERIES));
      return say({ said: 'waiting' });
    case 'one': {
      const found = streams.filter(({ conversationId }) => conversationId === order.conversationId);
      whenReached(found, (stream) => stream.expect(CONVERSATION));
      return say({ said: 'waiting' });
    }
    case 'place': {
      const revision = BigInt(order.revision);
      const changes = new Map(order.changes.map(([id, change]) => [id, BigInt(change)]));
      whenReached(streams, (stream) =>
        stream.expectPlace({ revision, change: changes.get(stream.conversationId) ?? 0n }),
      );
      return;
    }
    case 'check': {
      for (const stream of streams) stream.look();
      const sum = (of: (stream: Stream) => number) => streams.reduce((total, one) => total + of(one), 0);
      return say({ said: 'checked', lost: sum((one) => one.lost), doubled: sum((one) => one.doubled) });
    }
  }
});
process.on('disconnect', () => process.exit());
