import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CORE } from './gen/europe-data.ts';
import { mapWindow } from './map-window.ts';

const sizes = fc.record({
  width: fc.integer({ min: 160, max: 4000 }),
  height: fc.integer({ min: 100, max: 2000 }),
});

test('every country is seen in a box of any shape, and none is stretched', () => {
  fc.assert(
    fc.property(sizes, ({ width, height }) => {
      const seen = mapWindow(width, height);
      assert.ok(seen.x <= 1e-9 && seen.x + seen.width >= CORE.width - 1e-9);
      assert.ok(seen.y <= 1e-9 && seen.y + seen.height >= CORE.height - 1e-9);
      assert.ok(seen.width * seen.scale <= width + 1e-6);
      assert.ok(Math.abs(seen.height * seen.scale - height) < 1e-6);
    }),
  );
});

test('a wide box shows the land around Europe as far as there is any', () => {
  assert.equal(mapWindow(4000, 500).width, CORE.width + 2 * CORE.margin);
  assert.ok(mapWindow(1000, 600).width > CORE.width);
});
