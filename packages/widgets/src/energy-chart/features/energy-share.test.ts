import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../../testing/chart-series-of.ts';
import { energyShares } from './energy-share.ts';

const HOUR_MS = 3_600_000;

test('shares are of the energy in the given time, and of what lies above zero', () => {
  const series = [
    seriesOf('sun', hourly(0, [10, 10, 500])),
    seriesOf('wind', hourly(0, [30, 30])),
    seriesOf('pumping', hourly(0, [-5, -5])),
    seriesOf('net', hourly(0, [35, 35]), { mark: 'line' }),
  ];
  const shares = energyShares(series, [{ from: HOUR_MS / 2, to: 2 * HOUR_MS }]);
  assert.deepEqual(
    shares.map((one) => [one.series.id, one.megawattHours, one.share]),
    [
      ['wind', 45, 0.75],
      ['sun', 15, 0.25],
      ['pumping', -7.5, 0],
    ],
  );
});

test('where nothing is above zero nothing has a share', () => {
  assert.deepEqual(energyShares([seriesOf('sun', hourly(0, [0]))], [{ from: 0, to: HOUR_MS }]), []);
});

test('a day of which an hour is known has the energy of an hour, not of a day', () => {
  const day = { start: 0, stepMs: 24 * HOUR_MS, megawatts: Float64Array.of(10, 10) };
  const series = [seriesOf('sun', [{ ...day, missingMs: Float64Array.of(23 * HOUR_MS, 0) }])];
  const energyIn = (hours: number) =>
    energyShares(series, [{ from: 0, to: hours * HOUR_MS }])[0]?.megawattHours;
  assert.deepEqual([energyIn(24), energyIn(48)], [10, 250]);
});

test('all of the energy of a chart without bands is its load', () => {
  const load = seriesOf('load', hourly(0, [10, 20]), { mark: 'area' });
  const [share] = energyShares([load], [{ from: 0, to: 2 * HOUR_MS }]);
  assert.deepEqual([share?.megawattHours, share?.share], [30, 1]);
});
