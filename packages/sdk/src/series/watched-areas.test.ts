import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { WattletError } from '../errors/wattlet-error.ts';
import { StreamChangeSchema } from '../gen/wattlet/v1/live_pb.js';
import { AreaType, Stream } from '../gen/wattlet/v1/series_pb.js';
import type { LiveChange } from '../live/live-source.ts';
import type { Area } from './series-key.ts';
import { WatchedAreas } from './watched-areas.ts';

const greece: Area = {
  eic: '10YGR-HTSO-----Y',
  areaType: 'CTY',
  mapCode: 'GR',
  name: 'Greece',
  timeZone: 'Europe/Athens',
};
const range = { from: 0, to: 100_000 };

function watched(): WatchedAreas {
  const state = new WatchedAreas({ stream: 'flows', areaType: 'CTY', range });
  state.take({ areas: [greece], cursor: { epoch: 'e', revision: 7 } });
  return state;
}

function change(revision: bigint, epoch = 'e'): LiveChange {
  const value = create(StreamChangeSchema, {
    cursor: { epoch, revision },
    range: { from: timestampFromMs(2_000), to: timestampFromMs(5_000) },
  });
  return { case: 'stream', value };
}

test('the topic asks for every area from where the areas were read', () => {
  assert.deepEqual(watched().subject(), {
    case: 'stream',
    value: {
      stream: Stream.FLOWS,
      areaType: AreaType.CTY,
      range: { from: timestampFromMs(0), to: timestampFromMs(100_000) },
      cursor: { epoch: 'e', revision: 7n },
    },
  });
});

test('a change says where, and the topic goes on from it; what is known already says nothing', () => {
  const state = watched();
  assert.deepEqual(state.apply(change(9n)), {
    type: 'change',
    range: { from: 2_000, to: 5_000 },
    areas: [greece],
    cursor: { epoch: 'e', revision: 9 },
  });
  for (const known of [8n, 9n]) assert.equal(state.apply(change(known)), undefined);
  assert.equal(state.snapshot().cursor.revision, 9);
});

test('a change of another epoch cannot be applied, and after a reset anything may have changed', () => {
  const state = watched();
  assert.throws(() => state.apply(change(8n, 'other')), WattletError);
  state.take({ areas: [], cursor: { epoch: 'other', revision: 1 } });
  assert.deepEqual(state.afterReset(), {
    type: 'reset',
    range,
    areas: [],
    cursor: { epoch: 'other', revision: 1 },
  });
});
