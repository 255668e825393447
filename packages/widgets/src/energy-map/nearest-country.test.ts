import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTRY_SHAPES } from './europe.ts';
import { isDirection, neighbourTowards } from './nearest-country.ts';

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

function go(code: string, ...keys: string[]): string | undefined {
  return keys.reduce<string | undefined>((at, key) => {
    const from = COUNTRY_SHAPES.find((shape) => shape.code === at);
    return from && neighbourTowards(COUNTRY_SHAPES, from, key)?.code;
  }, code);
}

test('arrow keys go to the country that one would expect there', () => {
  assert.equal(go('ES', 'ArrowLeft'), 'PT');
  assert.equal(go('FR', 'ArrowRight'), 'CH');
  assert.equal(go('DE', 'ArrowUp'), 'DK');
  assert.equal(go('RO', 'ArrowDown'), 'BG');
  assert.equal(go('SE', 'ArrowRight'), 'FI');
});

test('every country can be reached from every other by arrow keys alone', () => {
  for (const start of COUNTRY_SHAPES) {
    const reached = new Set([start]);
    for (const shape of reached) {
      for (const key of KEYS) {
        const next = neighbourTowards(COUNTRY_SHAPES, shape, key);
        if (next) reached.add(next);
      }
    }
    const missing = COUNTRY_SHAPES.filter((shape) => !reached.has(shape)).map(({ code }) => code);
    assert.deepEqual(missing, [], `from ${start.code}`);
  }
});

test('a key never goes against its direction, and ends at the edge of the map', () => {
  for (const from of COUNTRY_SHAPES) {
    const right = neighbourTowards(COUNTRY_SHAPES, from, 'ArrowRight');
    if (right) assert.ok(right.heart.x > from.heart.x);
    const up = neighbourTowards(COUNTRY_SHAPES, from, 'ArrowUp');
    if (up) assert.ok(up.heart.y < from.heart.y);
  }
  assert.equal(go('PT', 'ArrowLeft'), undefined);
});

test('other keys mean nothing, not even those with names of methods', () => {
  for (const key of ['Tab', 'a', 'constructor', 'toString']) assert.equal(isDirection(key), false);
  assert.ok(KEYS.every(isDirection));
});
