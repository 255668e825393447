import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { create, toBinary, toJsonString } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { compressedFlag, encodeEnvelope } from '@connectrpc/connect/protocol';
import { type WatchResponse, WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';
import { toResponse } from './watch-response.ts';
import type { WatcherEvent } from './watcher-event.ts';

/** How the messages of a stream are written. */
export interface FrameFormat {
  /** Protocol Buffers; else JSON. */
  readonly isBinary: boolean;
  /** Name of the negotiated compression; undefined for none. */
  readonly encoding: string | undefined;
}

/** Below this, compression costs more than it saves; the same as in connect. */
const COMPRESS_BYTES = 1024;
/** How many sets of topic ids a frame is kept for. */
const MOST_VARIANTS = 32;

const COMPRESSIONS: Readonly<Record<string, (data: Uint8Array) => Uint8Array>> = {
  gzip: (data) => gzipSync(data),
  // The default level takes hundreds of milliseconds for what a patch may hold.
  br: (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
};

/**
 * Writes events as frames, each content once however many connections it goes to: they differ by the ids of their topics
 * only, of which most have the same.
 */
export class FrameCodec {
  readonly #format: FrameFormat;
  readonly #frames = new WeakMap<object, Map<string, Uint8Array>>();
  readonly #bodies = new WeakMap<object, Body>();
  readonly #heartbeat: Uint8Array;

  constructor(format: FrameFormat) {
    this.#format = format;
    this.#heartbeat = this.encode(create(WatchResponseSchema, toResponse({ kind: 'heartbeat' })));
  }

  /** The frame of one message. */
  encode(message: WatchResponse): Uint8Array {
    return this.#envelope(
      this.#format.isBinary
        ? toBinary(WatchResponseSchema, message)
        : utf8.encode(toJsonString(WatchResponseSchema, message)),
    );
  }

  /** The frame of an event; the same bytes for whoever is told the same. */
  frameOf(event: WatcherEvent): Uint8Array {
    if (event.kind === 'heartbeat') return this.#heartbeat;
    if (event.kind === 'reset') return this.encode(create(WatchResponseSchema, toResponse(event)));
    const shared = event.kind === 'patch' ? event.patches : event.content.value;
    const frames = this.#frames.get(shared) ?? new Map<string, Uint8Array>();
    this.#frames.set(shared, frames);
    const ids = event.topicIds.join();
    const known = frames.get(ids);
    if (known) return known;
    const frame = this.#format.isBinary
      ? this.#envelope(this.#addressed(event, shared))
      : this.encode(create(WatchResponseSchema, toResponse(event)));
    if (frames.size < MOST_VARIANTS) frames.set(ids, frame);
    return frame;
  }

  /** Fields of a message may come in any order: the ids are put before what was encoded without them. */
  #addressed(event: SharedEvent, shared: object): Uint8Array {
    const body = this.#bodies.get(shared) ?? bodyOf(event);
    this.#bodies.set(shared, body);
    const writer = new BinaryWriter().tag(body.number, WireType.LengthDelimited).fork();
    writer.tag(TOPIC_IDS, WireType.LengthDelimited).fork();
    for (const id of event.topicIds) writer.uint32(id);
    return writer.join().raw(body.bytes).join().finish();
  }

  #envelope(data: Uint8Array): Uint8Array {
    const { encoding } = this.#format;
    const compress = data.length >= COMPRESS_BYTES && encoding !== undefined && COMPRESSIONS[encoding];
    return compress ? encodeEnvelope(compressedFlag, compress(data)) : encodeEnvelope(0, data);
  }
}

type SharedEvent = Exclude<WatcherEvent, { kind: 'reset' | 'heartbeat' }>;

/** Number of the field with the ids, in every event that has them. */
const TOPIC_IDS = 1;

/** An event without ids, and the number of its field. */
interface Body {
  readonly number: number;
  readonly bytes: Uint8Array;
}

function bodyOf(event: SharedEvent): Body {
  const whole = create(WatchResponseSchema, toResponse({ ...event, topicIds: [] }));
  const reader = new BinaryReader(toBinary(WatchResponseSchema, whole));
  const [number] = reader.tag();
  return { number, bytes: reader.bytes() };
}

const utf8 = new TextEncoder();
