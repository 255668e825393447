import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BucketKind, type BucketStatistics, ProfileCollector } from './profile.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

const HOUR = 3_600_000;

function clockOf(zone: string): ZoneClock {
  const clock = zoneClock(zone);
  assert.ok(clock);
  return clock;
}

interface Hours {
  readonly from: string;
  readonly kilowatts: readonly (number | null)[];
  readonly stepMinutes?: number;
}

function profile(
  { from, kilowatts, stepMinutes = 60 }: Hours,
  zone: string,
  kind: BucketKind = 'hour-of-day',
) {
  const start = Date.parse(from);
  const collector = new ProfileCollector(
    { from: start, to: start + kilowatts.length * stepMinutes * 60_000 },
    kind,
    clockOf(zone),
  );
  collector.add({ start, stepMinutes, kilowatts });
  return collector.finish();
}

const hoursOf = (buckets: BucketStatistics[]) =>
  new Map(buckets.map(({ bucket, coveredSeconds }) => [bucket, coveredSeconds / 3600]));

test('pitfall 2: on the 23-hour day of Athens, 03:00 local does not exist and every other hour counts once', () => {
  // 27 March 2022, local midnight to midnight.
  const hours = hoursOf(
    profile({ from: '2022-03-26T22:00:00Z', kilowatts: Array(23).fill(1) }, 'Europe/Athens'),
  );
  assert.equal(hours.size, 23);
  assert.equal(hours.has(3), false);
  assert.ok([...hours.values()].every((covered) => covered === 1));
});

test('pitfall 2: on the 25-hour day of Athens, 03:00 local counts twice', () => {
  const values = Array.from({ length: 25 }, (_, hour) => hour);
  const buckets = profile({ from: '2022-10-29T21:00:00Z', kilowatts: values }, 'Europe/Athens');
  assert.equal(hoursOf(buckets).size, 24);
  assert.deepEqual(buckets[3], { bucket: 3, meanKilowatts: 3.5, medianKilowatts: 3, coveredSeconds: 7200 });
  assert.deepEqual(buckets[4], { bucket: 4, meanKilowatts: 5, medianKilowatts: 5, coveredSeconds: 3600 });
});

test('an hour of UTC is split between the two hours it spans in Kathmandu, 5:45 ahead', () => {
  const buckets = profile({ from: '2022-01-01T00:00:00Z', kilowatts: [100] }, 'Asia/Kathmandu');
  assert.deepEqual(
    hoursOf(buckets),
    new Map([
      [5, 0.25],
      [6, 0.75],
    ]),
  );
});

test('clocks that change by half an hour, on Lord Howe Island, are followed', () => {
  // 2 October 2022, 02:00 local (15:30 UTC) becomes 02:30.
  const buckets = profile(
    { from: '2022-10-01T15:00:00Z', kilowatts: [1, 1, 1, 1], stepMinutes: 30 },
    'Australia/Lord_Howe',
  );
  assert.deepEqual(
    hoursOf(buckets),
    new Map([
      [1, 0.5],
      [2, 0.5],
      [3, 1],
    ]),
  );
});

test('pitfall 4: values weigh as long as their interval, and gaps weigh nothing', () => {
  const start = Date.parse('2022-01-01T00:00:00Z');
  const collector = new ProfileCollector(
    { from: start, to: start + 24 * HOUR },
    'day-of-week',
    clockOf('UTC'),
  );
  collector.add({ start, stepMinutes: 60, kilowatts: [100] });
  collector.add({ start: start + HOUR, stepMinutes: 15, kilowatts: [0, null, 0, null] });
  // 1 January 2022 was a Saturday.
  assert.deepEqual(collector.finish(), [
    { bucket: 6, meanKilowatts: 400 / 6, medianKilowatts: 100, coveredSeconds: 5400 },
  ]);
});

test('days of the week are those of the zone', () => {
  // Sunday 23:00 UTC is Monday in Athens.
  const [bucket] = profile({ from: '2022-01-02T23:00:00Z', kilowatts: [1] }, 'Europe/Athens', 'day-of-week');
  assert.equal(bucket?.bucket, 1);
  const [before] = profile({ from: '1969-12-31T23:00:00Z', kilowatts: [1] }, 'UTC', 'day-of-week');
  assert.equal(before?.bucket, 3);
});

test('the offset of a zone is the one that Intl shows, at any time', () => {
  const zones = fc.constantFrom(
    'Europe/Athens',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'UTC',
  );
  const times = fc.integer({ min: Date.UTC(2000, 0, 1) / 900_000, max: Date.UTC(2040, 0, 1) / 900_000 });
  fc.assert(
    fc.property(zones, times, (timeZone, quarter) => {
      const time = quarter * 900_000;
      const local = new Date(time).toLocaleString('sv-SE', { timeZone });
      assert.equal(
        new Date(time + clockOf(timeZone)(time)).toLocaleString('sv-SE', { timeZone: 'UTC' }),
        local,
      );
    }),
    { numRuns: 300 },
  );
});

test('an unknown zone has no clock, and neither has a mere offset', () => {
  assert.equal(zoneClock('Europe/Atlantis'), undefined);
  assert.equal(zoneClock('+02:00'), undefined);
});
