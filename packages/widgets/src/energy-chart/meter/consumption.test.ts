import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { type ConsumptionData, inKilowattHours, inPercentOfMeans, meanMegawatts } from './consumption.ts';

const HOUR_MS = 3_600_000;

function data(wattHours: readonly number[], hourMs = HOUR_MS, limit?: number): ConsumptionData {
  const values = wattHours.map((value, i) => ({
    from: new Date(i * hourMs),
    to: new Date((i + 1) * hourMs),
    wattHours: value,
    coverage: 1,
    aboveLimitWattHours: Math.max(0, value - (limit ?? value)),
  }));
  const meter = { name: 'Meter', timeZone: 'Europe/Athens' };
  return { meter: limit === undefined ? meter : { ...meter, hourlyLimitWattHours: limit }, values };
}

const load = (megawatts: readonly number[], stepMs = HOUR_MS) => [
  { start: 0, stepMs, megawatts: Float64Array.from(megawatts) },
];

suite('what is drawn of a consumption', () => {
  test('bars are kilowatt-hours, with the part above the limit; the limit of an hour is none of a day', () => {
    const { bars, limit } = inKilowattHours(data([4000, 6300], HOUR_MS, 5000), 'hour');
    assert.deepEqual(
      bars.map(({ value, above }) => [value, above]),
      [
        [4, 0],
        [6.3, 1.3],
      ],
    );
    assert.equal(limit, 5);
    assert.equal(inKilowattHours(data([4000], HOUR_MS, 5000), 'day').limit, undefined);
  });

  test('beside a load both are shares of their own mean, which they are told with', () => {
    const series = inPercentOfMeans(data([1000, 3000], HOUR_MS, 4000), load([5000, 7000]), 'hour');
    assert.deepEqual(
      series.bars.map(({ value }) => value),
      [50, 150],
    );
    assert.deepEqual(
      series.line.map(({ value }) => Math.round(value)),
      [83, 117],
    );
    assert.equal(series.limit, 200);
    assert.equal(series.ownMeanWatts, 2000);
    assert.equal(series.loadMeanMegawatts, 6000);
  });

  test('means are taken over the same stretches: hours without a load count for neither', () => {
    const series = inPercentOfMeans(data([1000, 3000, 9000]), load([5000, 7000]), 'hour');
    assert.equal(series.ownMeanWatts, 2000);
    assert.equal(series.line.length, 2);
  });

  test('a day of 23 hours and one of 25 with the same power are equally high', () => {
    const [short, long] = [23 * HOUR_MS, 25 * HOUR_MS];
    const values = [
      { from: new Date(0), to: new Date(short), wattHours: 23_000 },
      { from: new Date(short), to: new Date(short + long), wattHours: 25_000 },
    ].map((value) => ({ ...value, coverage: 1, aboveLimitWattHours: 0 }));
    const series = inPercentOfMeans({ ...data([]), values }, load(Array(48).fill(5000)), 'day');
    assert.deepEqual(
      series.bars.map(({ value }) => value),
      [100, 100],
    );
  });

  test('where nothing was used there is no mean to compare with: kilowatt-hours stay', () => {
    assert.equal(inPercentOfMeans(data([0, 0]), load([1, 2]), 'hour').ownMeanWatts, undefined);
    assert.equal(inPercentOfMeans(data([1000]), [], 'hour').ownMeanWatts, undefined);
  });

  test('shares average to 100 % over what is known of both', () => {
    const hours = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(hours, (wattHours) => {
        const { bars, line } = inPercentOfMeans(data(wattHours), load(wattHours), 'hour');
        for (const shares of [bars, line]) {
          const mean = shares.reduce((sum, { value }) => sum + value, 0) / shares.length;
          assert.ok(Math.abs(mean - 100) < 1e-6);
        }
      }),
    );
  });

  test('the mean of a load weighs quarter hours by their time, and is none where a part is not known', () => {
    const quarters = load([1, 2, 3, 4, Number.NaN, 6], HOUR_MS / 4);
    assert.equal(meanMegawatts(quarters, 0, HOUR_MS), 2.5);
    assert.equal(meanMegawatts(quarters, HOUR_MS / 8, HOUR_MS / 4 + HOUR_MS / 8), 1.5);
    assert.equal(meanMegawatts(quarters, HOUR_MS, 2 * HOUR_MS), undefined);
  });
});
