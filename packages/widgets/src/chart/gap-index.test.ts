import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { GapIndex } from './gap-index.ts';

const HOUR_MS = 3_600_000;
const range = { from: 0, to: 48 * HOUR_MS };
const hours = (from: number, to: number) => ({ from: from * HOUR_MS, to: to * HOUR_MS });
const repeated = (count: number) => Array.from({ length: count }, () => 1);

test('nothing known is missing, something known is partial', () => {
  const wind = seriesOf('wind', hourly(0, [1, Number.NaN, 1, 1]));
  const sun = seriesOf('sun', hourly(0, [1, Number.NaN, Number.NaN, 1]));
  assert.deepEqual(new GapIndex([wind, sun]).within(range), {
    missing: [hours(1, 2)],
    partial: [hours(2, 3)],
  });
});

test('what comes after the newest value is not a gap', () => {
  assert.deepEqual(new GapIndex([seriesOf('load', hourly(0, [1]))]).within(range), {
    missing: [],
    partial: [],
  });
});

test('the newest hours are partial until every series has reached them', () => {
  const fast = seriesOf('fast', hourly(0, [1, 1, 1]));
  const slow = seriesOf('slow', hourly(0, [1]));
  assert.deepEqual(new GapIndex([fast, slow]).within(range).partial, [hours(1, 3)]);
});

test('a series that has been silent for a day is taken to have ended', () => {
  const running = seriesOf('running', hourly(0, repeated(40)));
  const ended = seriesOf('ended', hourly(0, [1]));
  assert.deepEqual(new GapIndex([running, ended]).within(range).partial, [hours(1, 25)]);
});

test('series of one group stand in for each other: storage that pumps does not also generate', () => {
  const output = seriesOf('output', hourly(0, [1, Number.NaN]), { group: 'storage' });
  const pumping = seriesOf('pumping', hourly(0, [Number.NaN, -1]), { group: 'storage' });
  assert.deepEqual(new GapIndex([output, pumping]).within(range), { missing: [], partial: [] });
});

test('zero is a value', () => {
  assert.deepEqual(new GapIndex([seriesOf('sun', hourly(0, [0, 0]))]).within(range), {
    missing: [],
    partial: [],
  });
});

test('a gap that ended before the range is not told', () => {
  const series = seriesOf('load', hourly(0, [1, Number.NaN, 1, 1]));
  assert.deepEqual(new GapIndex([series]).within(hours(2, 4)), { missing: [], partial: [] });
});
