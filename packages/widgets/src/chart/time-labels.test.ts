import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimeLabels } from './time-labels.ts';
import { ZoneClock } from './zone-clock.ts';

const HOUR_MS = 3_600_000;
const labels = new TimeLabels(new ZoneClock('Europe/Athens'), 'en-GB');

test('an interval is told in the zone, with both its ends', () => {
  const from = Date.UTC(2022, 0, 1, 22);
  assert.equal(labels.interval({ from, to: from + HOUR_MS }), 'Sun 2 Jan, 00:00–01:00');
});

test('an interval over midnight says both days, one that ends at midnight its own', () => {
  const evening = Date.UTC(2022, 0, 1, 20);
  assert.equal(labels.interval({ from: evening, to: evening + 2 * HOUR_MS }), 'Sat 1 Jan, 22:00–00:00');
  assert.equal(
    labels.interval({ from: evening, to: evening + 4 * HOUR_MS }),
    'Sat 1 Jan, 22:00 – Sun 2 Jan, 02:00',
  );
});

test('an interval of the repeated hour says which of the two it is', () => {
  const from = Date.UTC(2022, 9, 30, 1);
  assert.equal(labels.interval({ from, to: from + HOUR_MS }), 'Sun 30 Oct, 03:00–04:00 UTC+2');
});

test('the zone is named, and named twice when it changes within the range', () => {
  const winter = Date.UTC(2022, 0, 1);
  const summer = Date.UTC(2022, 6, 1);
  assert.equal(labels.zone({ from: winter, to: winter + HOUR_MS }), 'EET');
  assert.equal(labels.zone({ from: winter, to: summer }), 'EET/EEST');
});

test('a zone without a short name is named by its offset', () => {
  const nepal = new TimeLabels(new ZoneClock('Asia/Kathmandu'), 'en-GB');
  assert.equal(
    nepal
      .zone({ from: 0, to: Date.UTC(2022, 0, 1) })
      .split('/')
      .at(-1),
    'UTC+5:45',
  );
});

test('days and months are named in the language of the chart', () => {
  const german = new TimeLabels(new ZoneClock('Europe/Berlin'), 'de');
  assert.equal(german.instant(Date.UTC(2022, 2, 3, 13)), '3. März 2022, 14:00');
});
