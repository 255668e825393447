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

test('a series that is silent for five days and comes back is hatched for all of them', () => {
  const running = seriesOf('running', hourly(0, repeated(150)));
  const back = seriesOf('back', [...hourly(0, [1]), ...hourly(123 * HOUR_MS, repeated(27))]);
  assert.deepEqual(new GapIndex([running, back]).within(hours(0, 150)).partial, [hours(1, 123)]);
});

const buckets = (missingHours: readonly number[]) =>
  hourly(
    0,
    missingHours.map(() => 1),
  ).map((one) => ({
    ...one,
    stepMs: 24 * HOUR_MS,
    missingMs: Float64Array.from(missingHours, (missing) => missing * HOUR_MS),
  }));

test('days of which nearly all is missing are gaps, though each has a mean', () => {
  const partly = new GapIndex([seriesOf('load', buckets([0, 22, 23, 0]))]);
  assert.deepEqual(partly.within(hours(0, 96)), { missing: [], partial: [hours(24, 72)] });
});

test('a gap that lies across two buckets is seen in both', () => {
  assert.deepEqual(new GapIndex([seriesOf('load', buckets([1, 1]))]).within(range).partial, [hours(0, 48)]);
});

test('a bucket lacks nothing where the data begins or has got to within it', () => {
  const load = [seriesOf('load', buckets([2, 14]))];
  assert.deepEqual(new GapIndex(load, hours(2, 34)).within(range).partial, []);
  assert.deepEqual(new GapIndex(load, hours(1, 35)).within(range).partial, [hours(0, 48)]);
});

test('storage that pumps by day and generates by night lacks nothing of a day', () => {
  const output = seriesOf('output', buckets([10]), { group: 'storage' });
  const pumping = seriesOf('pumping', buckets([14]), { group: 'storage' });
  assert.deepEqual(new GapIndex([output, pumping]).within(range).partial, []);
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
