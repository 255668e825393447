import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrowLength, arrowPath, arrowSize, arrowTransform, shaftWidth } from './flow-arrow.ts';

const corners = (path: string) => (path.match(/-?[\d.]+/g) ?? []).map(Number);

test('the width of an arrow is in proportion to the flow, and never so thin that it is not seen', () => {
  assert.equal(shaftWidth(4_000), 2 * shaftWidth(2_000));
  assert.equal(shaftWidth(1), 1);
});

test('an arrow points to the right and lies around its middle', () => {
  const [tail = 0, , neck = 0, , tip = 0] = corners(arrowPath(1_000));
  assert.ok(tail < neck && neck < tip);
  assert.equal(tail, -tip);
});

test('an arrow of any width keeps its head', () => {
  for (const megawatts of [0, 100, 5_000, 20_000]) {
    const [tail = 0, , neck = 0, , tip = 0] = corners(arrowPath(megawatts));
    assert.ok(tip - neck >= shaftWidth(megawatts) / 2, `${megawatts} MW`);
    assert.ok(neck > tail, `${megawatts} MW`);
  }
});

test('cables over wide water have longer arrows, but not as long as they are', () => {
  const at = { x: 0, y: 0, angle: 0 };
  assert.ok(arrowLength({ ...at, water: 90 }, 1) > arrowLength({ ...at, water: 0 }, 1));
  assert.equal(arrowLength({ ...at, water: 900 }, 1), arrowLength({ ...at, water: 9_000 }, 1));
});

test('arrows shrink with the map, slower than it', () => {
  assert.ok(arrowSize(0.3) < arrowSize(1));
  assert.ok(arrowSize(0.3) / 0.3 > arrowSize(1));
  assert.equal(
    arrowTransform({ x: 10, y: 20, angle: Math.PI / 2, water: 0 }, 1),
    'translate(10 20) rotate(90) scale(1.15)',
  );
});
