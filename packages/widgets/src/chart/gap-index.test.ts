import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { GapIndex } from './gap-index.ts';
import { EVER } from './time-span.ts';

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

test('a series that has been silent for days is hatched to the newest value of the others', () => {
  const running = seriesOf('running', hourly(0, repeated(150)));
  const silent = seriesOf('silent', hourly(0, [1]));
  assert.deepEqual(new GapIndex([running, silent]).within(hours(0, 150)).partial, [hours(1, 150)]);
});

test('a series whose silence began before what has been read is hatched until it is back', () => {
  const running = seriesOf('running', hourly(0, repeated(150)));
  const back = seriesOf('back', hourly(100 * HOUR_MS, repeated(50)));
  assert.deepEqual(new GapIndex([running, back]).within(hours(0, 150)).partial, [hours(0, 100)]);
});

test('a line that a chart is compared with does not hatch what lies before its first value', () => {
  const own = seriesOf('own', hourly(0, repeated(30)));
  const dayBefore = seriesOf('-1d', hourly(24 * HOUR_MS, [1, Number.NaN, 1, 1]));
  assert.deepEqual(new GapIndex([own, dayBefore], EVER, 0).within(range).partial, [
    hours(25, 26),
    hours(28, 30),
  ]);
});

test('what says nothing for the first year or the last is not there, and what never does is not expected', () => {
  const days = (from: number, count: number) => [
    { start: from * 24 * HOUR_MS, stepMs: 24 * HOUR_MS, megawatts: Float64Array.from(repeated(count)) },
  ];
  const all = [
    seriesOf('running', days(0, 2000)),
    seriesOf('shut down', days(0, 1635)),
    seriesOf('new', days(365, 1635)),
    seriesOf('never', [{ start: 0, stepMs: HOUR_MS, megawatts: new Float64Array(9).fill(Number.NaN) }]),
  ];
  assert.deepEqual(new GapIndex(all).within(hours(0, 48_000)), { missing: [], partial: [] });
  const closing = seriesOf('closing', days(0, 1636));
  assert.deepEqual(new GapIndex([...all, closing]).within(hours(0, 48_000)).partial, [
    hours(1636 * 24, 48_000),
  ]);
});

test('no time at which only some series have a value goes without hatching, however long it is', () => {
  const silences = fc.array(fc.record({ known: fc.nat(60), silent: fc.nat(400) }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(silences, { minLength: 1, maxLength: 4 }), (series) => {
      const values = series.map((parts) =>
        parts.flatMap(({ known, silent }) => [
          ...repeated(known),
          ...Array.from({ length: silent }, () => Number.NaN),
        ]),
      );
      const index = new GapIndex(values.map((one, i) => seriesOf(`${i}`, hourly(0, one))));
      const reporting = values.filter((one) => one.includes(1));
      for (let hour = 0; hour < Math.max(...values.map(({ length }) => length)); hour++) {
        const known = reporting.filter((one) => one[hour] === 1).length;
        const isPartial = index.within(hours(hour, hour + 1)).partial.length > 0;
        assert.equal(isPartial, known > 0 && known < reporting.length, `hour ${hour}`);
      }
    }),
  );
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
