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
