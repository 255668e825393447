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

test('an interval of a range of many years says which', () => {
  const from = Date.UTC(2017, 3, 23, 6, 30);
  const hour = { from, to: from + HOUR_MS };
  const decade = { from: Date.UTC(2010, 0, 1), to: Date.UTC(2020, 0, 1) };
  assert.equal(labels.interval(hour, decade), 'Sun, 23 Apr 2017, 09:30–10:30');
  assert.equal(
    labels.interval(hour, { from: Date.UTC(2016, 11, 31, 22), to: Date.UTC(2017, 11, 31, 22) }),
    'Sun 23 Apr, 09:30–10:30',
  );
  assert.match(labels.interval(decade), /2010.*2020/);
});

test('the hour that ends with the change to winter time does not read 03:00–03:00', () => {
  const from = Date.UTC(2022, 9, 30, 0);
  assert.equal(labels.interval({ from, to: from + HOUR_MS }), 'Sun 30 Oct, 03:00 UTC+3–03:00 UTC+2');
  assert.equal(labels.interval({ from, to: from + HOUR_MS / 2 }), 'Sun 30 Oct, 03:00–03:30 UTC+3');
});

test('the hour that ends with the change to summer time does not read as two', () => {
  const from = Date.UTC(2022, 2, 27, 0);
  assert.equal(labels.interval({ from, to: from + HOUR_MS }), 'Sun 27 Mar, 02:00 UTC+2–04:00 UTC+3');
  assert.equal(labels.interval({ from: from + HOUR_MS, to: from + 2 * HOUR_MS }), 'Sun 27 Mar, 04:00–05:00');
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

test('the zone of a whole year is named twice, whether it begins in winter or in summer', () => {
  const year = (month: number) => ({ from: Date.UTC(2021, month, 1), to: Date.UTC(2022, month, 1) });
  assert.equal(labels.zone(year(0)), 'EET/EEST');
  assert.equal(labels.zone(year(5)), 'EEST/EET');
});

test('a zone west of Greenwich has a minus sign, not a hyphen', () => {
  const lima = new TimeLabels(new ZoneClock('America/Lima'), 'en-GB');
  assert.equal(lima.zone({ from: 0, to: 1 }), 'UTC\u22125');
  assert.equal(lima.zonedInstant(Date.UTC(2022, 0, 1, 17)), '1 January 2022, 12:00 UTC\u22125');
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
