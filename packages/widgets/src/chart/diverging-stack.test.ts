import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divergingStack } from './diverging-stack.ts';

const stack = (...bands: number[][]) =>
  divergingStack(bands.map((band) => Float64Array.from(band))).map(({ inner, outer }) => [
    [...inner],
    [...outer],
  ]);

test('positive values stack up from zero, negative ones down', () => {
  assert.deepEqual(stack([1, 1], [2, -2], [3, -3]), [
    [
      [0, 0],
      [1, 1],
    ],
    [
      [1, 0],
      [3, -2],
    ],
    [
      [3, -2],
      [6, -5],
    ],
  ]);
});

test('a band without a value has no height and moves no other band', () => {
  const [first, , third] = stack([1], [Number.NaN], [2]);
  assert.deepEqual(first, [[0], [1]]);
  assert.deepEqual(third, [[1], [3]]);
});

test('where nothing is known there is no band, not one of height zero', () => {
  assert.deepEqual(stack([Number.NaN, 0]), [
    [
      [Number.NaN, 0],
      [Number.NaN, 0],
    ],
  ]);
});
