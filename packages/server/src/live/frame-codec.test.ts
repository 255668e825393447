import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { create, equals, fromBinary, fromJsonString } from '@bufbuild/protobuf';
import fc from 'fast-check';
import {
  ConversationChangeSchema,
  RangePatchSchema,
  StreamChangeSchema,
  TypingSchema,
  type WatchResponse,
  WatchResponseSchema,
} from '../gen/wattlet/v1/live_pb.js';
import { FrameCodec } from './frame-codec.ts';
import { toResponse } from './watch-response.ts';
import type { WatcherEvent } from './watcher-event.ts';

const FORMATS = [true, false].flatMap((isBinary) =>
  [undefined, 'gzip', 'br'].map((encoding) => ({ isBinary, encoding })),
);

/** What a client reads in a frame. */
function read(frame: Uint8Array, { isBinary, encoding }: (typeof FORMATS)[number]): WatchResponse {
  const bytes = Buffer.from(frame);
  assert.equal(bytes.readUInt32BE(1), bytes.length - 5);
  const isCompressed = bytes.readUInt8(0) === 1;
  const content = bytes.subarray(5);
  const data = !isCompressed
    ? content
    : encoding === 'gzip'
      ? gunzipSync(content)
      : brotliDecompressSync(content);
  if (isCompressed) assert.ok(encoding !== undefined && data.length >= 1024);
  return isBinary
    ? fromBinary(WatchResponseSchema, data)
    : fromJsonString(WatchResponseSchema, data.toString());
}

const ids = fc.array(fc.nat(2 ** 31), { minLength: 1, maxLength: 5 });
const text = fc.string({ unit: 'grapheme', maxLength: 2_000 });

const events: fc.Arbitrary<WatcherEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('patch' as const),
    topicIds: ids,
    cursor: fc.record({
      epoch: fc.string({ unit: 'grapheme' }),
      revision: fc.bigInt({ min: 0n, max: 2n ** 60n }),
    }),
    patches: fc.array(
      text.map((type) =>
        create(RangePatchSchema, { key: { productionType: type }, runs: [{ stepSeconds: 900 }] }),
      ),
    ),
    bytes: fc.constant(0),
  }),
  fc.record({
    ...{ kind: fc.constant('change' as const), topicIds: ids, bytes: fc.constant(0) },
    content: fc.oneof(
      text.map((said) => ({
        case: 'conversation' as const,
        value: create(ConversationChangeSchema, { cursor: { change: 7n }, messages: [{ text: said }] }),
      })),
      fc.constant({
        case: 'stream' as const,
        value: create(StreamChangeSchema, { cursor: { epoch: 'one' } }),
      }),
    ),
  }),
  fc.record({
    ...{ kind: fc.constant('notice' as const), topicIds: ids, name: fc.constant('typing') },
    content: text.map((preview) => ({
      case: 'typing' as const,
      value: create(TypingSchema, { preview, typing: true }),
    })),
  }),
  fc.record({ kind: fc.constant('reset' as const), topicId: fc.nat(1_000), reason: text }),
  fc.constant({ kind: 'heartbeat' as const }),
);

test('a frame says what its event says, in either format, compressed or not, for whatever topics', () => {
  for (const format of FORMATS) {
    const codec = new FrameCodec(format);
    fc.assert(
      fc.property(events, ids, (event, others) => {
        const expected = create(WatchResponseSchema, toResponse(event));
        assert.ok(equals(WatchResponseSchema, read(codec.frameOf(event), format), expected));
        if (!('topicIds' in event)) return;
        const elsewhere = { ...event, topicIds: others };
        const again = create(WatchResponseSchema, toResponse(elsewhere));
        assert.ok(equals(WatchResponseSchema, read(codec.frameOf(elsewhere), format), again));
      }),
    );
  }
});

test('whoever watches the same by the same ids is sent the same bytes, which are made once', () => {
  for (const format of FORMATS) {
    const codec = new FrameCodec(format);
    const patches = [create(RangePatchSchema, { runs: [{ stepSeconds: 900 }] })];
    const patch = { kind: 'patch' as const, cursor: { epoch: 'one', revision: 1n }, patches, bytes: 1 };
    const first = codec.frameOf({ ...patch, topicIds: [1, 2] });
    assert.equal(codec.frameOf({ ...patch, topicIds: [1, 2] }), first);
    assert.notEqual(codec.frameOf({ ...patch, topicIds: [2] }), first);
    assert.equal(codec.frameOf({ kind: 'heartbeat' }), codec.frameOf({ kind: 'heartbeat' }));
  }
});

test('every event that connections share has the ids of its topics in its first field', () => {
  for (const { message } of WatchResponseSchema.fields) {
    const field = message?.fields.find(({ localName }) => localName === 'topicIds');
    if (field) assert.deepEqual([field.number, field.fieldKind], [1, 'list']);
  }
});
