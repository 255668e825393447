import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { openPlatform } from '../accounts/open-platform.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { type ChangedHour, unpackHours } from '../meters/changed-hours.ts';
import type { HoursChanged } from '../meters/events.ts';
import type { ReadingIntake } from '../meters/reading-intake.ts';
import { type MeterFixture, openMeterFixture, reading } from '../meters/testing/meter-fixture.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { type AlertEvaluatorOptions, evaluateHours, runAlertEvaluator, sweep } from './alert-evaluator.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MIDNIGHT = Date.UTC(2026, 0, 14);

let fixture: MeterFixture;
let intake: ReadingIntake;
/** Two evaluators with connections of their own, as two processes have them. */
let evaluators: readonly AlertEvaluatorOptions[];
let platforms: readonly ReturnType<typeof openPlatform>[];

before(async () => {
  fixture = await openMeterFixture();
  intake = fixture.openIntake();
  platforms = [0, 1].map(() => openPlatform({ url: fixture.url, log: silentLog }));
  evaluators = platforms.map(({ database, bus }) => ({
    ...{ sql: database.sql, bus, log: silentLog, now: () => fixture.now },
  }));
});

after(async () => {
  await Promise.all(platforms.map((platform) => platform.close()));
  await fixture[Symbol.asyncDispose]();
});

beforeEach(() => {
  fixture.now = new Date(MIDNIGHT);
});

let position = 0n;

/** What the events tell that were published since the last call. */
async function newEvents(): Promise<ChangedHour[][]> {
  const rows = await fixture.sql<{ position: bigint; payload: HoursChanged }[]>`
    select position, payload from outbox where topic = 'hours-changed' and position > ${position} order by position`;
  position = rows.at(-1)?.position ?? position;
  return rows.map(({ payload }) => unpackHours(payload));
}

/** Tells both evaluators at once, of everything that is new and of what is told again. */
async function tellBoth(again: readonly ChangedHour[][] = []): Promise<ChangedHour[][]> {
  const events = await newEvents();
  for (const event of [...again, ...events]) {
    await Promise.all(evaluators.map((evaluator) => evaluateHours(evaluator, event)));
  }
  return events;
}

const sweepBoth = () => Promise.all(evaluators.map((evaluator) => sweep(evaluator)));

interface StoredAlert {
  readonly rule: string;
  readonly state: string;
  readonly sequence: bigint;
  readonly first_hour: Date;
  readonly hour: Date;
  readonly watt_hours: bigint;
  readonly peak_watt_hours: bigint;
  readonly fired_at: Date | null;
}

const alertsOf = (meterId: string, rule = 'hourly-limit') => fixture.sql<StoredAlert[]>`
  select rule, state, sequence, first_hour, hour, watt_hours, peak_watt_hours, fired_at
  from alert where meter_id = ${meterId} and rule = ${rule} order by hour`;

/** How often it was announced that alerts have changed. */
async function announced(): Promise<bigint> {
  const [row] = await fixture.sql<[{ count: bigint }]>`
    select count(*) from outbox where topic = 'alerts-changed'`;
  return row.count;
}

/** Takes a reading at the present time. */
const take = (meterId: string, at: number, wattHours: number) =>
  intake.take([reading(meterId, new Date(at), wattHours)]);

/** A generator of numbers in [0, 1) with a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('over readings that come twice, late, shuffled and corrupt, two evaluators find the episodes of the true data', async () => {
  const seed = Number(process.env['WATTLET_TEST_SEED'] ?? Date.now() % 100_000);
  const random = seeded(seed);
  const LIMIT = 1_000;
  const HOURS = 16;
  const meters = await Promise.all(
    Array.from({ length: 5 }, () => fixture.makeMeter({ hourlyLimit: LIMIT })),
  );
  /** True totals by meter and hour. */
  const totals = new Map(meters.map((meterId) => [meterId, new Array<number>(HOURS).fill(0)]));
  let late: ReturnType<typeof reading>[] = [];
  let told: ChangedHour[][] = [];
  for (let minute = 5; minute <= (HOURS + 3) * 60; minute += 5) {
    fixture.now = new Date(MIDNIGHT + minute * MINUTE);
    const batch = late;
    late = [];
    for (const meterId of minute % 15 === 0 ? meters : []) {
      const hour = Math.ceil(minute / 60) - 1;
      const wattHours = hour < HOURS ? Math.floor(random() * 430) : 0;
      const own = totals.get(meterId);
      if (own && hour < HOURS) own[hour] = (own[hour] ?? 0) + wattHours;
      const one = reading(meterId, fixture.now, wattHours);
      (random() < 0.05 ? late : batch).push(one);
      if (random() < 0.05) late.push(one);
      if (random() < 0.05) batch.push(reading(meterId, fixture.now, -50));
      if (random() < 0.05) batch.push(reading(randomUUID(), fixture.now, 9_999));
    }
    const shuffled = batch.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
    await intake.take(shuffled.map(({ one }) => one));
    told = await tellBoth(random() < 0.1 ? told : []);
    await sweepBoth();
  }
  for (const meterId of meters) {
    const runs: { first: number; last: number; peak: number }[] = [];
    for (const [hour, total] of (totals.get(meterId) ?? []).entries()) {
      if (total <= LIMIT) continue;
      const last = runs.at(-1);
      if (last?.last === hour - 1) Object.assign(last, { last: hour, peak: Math.max(last.peak, total) });
      else runs.push({ first: hour, last: hour, peak: total });
    }
    const stored = await alertsOf(meterId);
    const fired = stored.filter(({ fired_at }) => fired_at !== null);
    assert.deepEqual(
      fired.map(({ first_hour, hour, peak_watt_hours }) => ({
        first: (first_hour.getTime() - MIDNIGHT) / HOUR,
        last: (hour.getTime() - MIDNIGHT) / HOUR,
        peak: Number(peak_watt_hours),
      })),
      runs,
      `seed ${seed}`,
    );
    assert.ok(stored.every(({ state }) => state === 'resolved'));
  }
  const [numbers] = await fixture.sql<[{ count: bigint; most: bigint; head: bigint }]>`
    select count(distinct sequence) as count, max(sequence) as most, (select max(head) from alert_feed) as head from alert`;
  assert.equal(numbers.most, numbers.head);
});

test('however many evaluate a crossing at once, it is one episode with one number', async () => {
  const meterId = await fixture.makeMeter({ hourlyLimit: 1_000 });
  fixture.now = new Date(MIDNIGHT + 30 * MINUTE);
  await take(meterId, MIDNIGHT + 15 * MINUTE, 1_500);
  const events = await newEvents();
  const before = await announced();
  const everybody = evaluators.flatMap((evaluator) =>
    Array.from({ length: 6 }, () => events.map((event) => evaluateHours(evaluator, event))),
  );
  await Promise.all(everybody.flat());
  const stored = await alertsOf(meterId);
  assert.deepEqual(
    stored.map(({ state, watt_hours }) => [state, watt_hours]),
    [['firing', 1_500n]],
  );
  assert.equal(await announced(), before + 1n);
});

test('late readings open nothing about yesterday, and change the figures of an episode that is over', async () => {
  const meterId = await fixture.makeMeter({ hourlyLimit: 1_000 });
  fixture.now = new Date(MIDNIGHT + 30 * MINUTE);
  await take(meterId, MIDNIGHT + 30 * MINUTE, 1_200);
  await tellBoth();
  fixture.now = new Date(MIDNIGHT + 26 * HOUR);
  await sweepBoth();
  const [before] = await alertsOf(meterId);
  assert.equal(before?.state, 'resolved');
  await take(meterId, MIDNIGHT + 45 * MINUTE, 300);
  await take(meterId, MIDNIGHT + 5 * HOUR, 7_000);
  await tellBoth();
  const stored = await alertsOf(meterId);
  assert.equal(stored.length, 1);
  assert.equal(stored[0]?.peak_watt_hours, 1_500n);
  assert.ok((stored[0]?.sequence ?? 0n) > before.sequence);
});

test('an episode that goes on and on reads no more than its newest hours, and corrections of the others count', async () => {
  const meterId = await fixture.makeMeter({ hourlyLimit: 1_000 });
  const tell = async (hour: number, wattHours: number, revision = 0) => {
    await intake.take([reading(meterId, new Date(MIDNIGHT + (hour + 0.5) * HOUR), wattHours, { revision })]);
    await tellBoth();
  };
  const figures = async () => {
    const stored = await alertsOf(meterId);
    return stored.map(({ state, hour, watt_hours, peak_watt_hours }) => [
      state,
      (hour.getTime() - MIDNIGHT) / HOUR,
      Number(watt_hours),
      Number(peak_watt_hours),
    ]);
  };
  for (const [hour, wattHours] of [1_500, 1_600, 5_000, 1_700, 1_800, 1_900].entries()) {
    fixture.now = new Date(MIDNIGHT + (hour + 0.5) * HOUR);
    await tell(hour, wattHours);
  }
  assert.deepEqual(await figures(), [['firing', 5, 1_900, 5_000]]);
  // A former hour, up and down again.
  await tell(1, 7_000, 1);
  assert.deepEqual(await figures(), [['firing', 5, 1_900, 7_000]]);
  await tell(1, 1_200, 2);
  assert.deepEqual(await figures(), [['firing', 5, 1_900, 5_000]]);
  await tell(2, 1_300, 1);
  assert.deepEqual(await figures(), [['firing', 5, 1_900, 1_900]]);
  // The newest, too.
  await tell(5, 9_000, 1);
  assert.deepEqual(await figures(), [['firing', 5, 9_000, 9_000]]);
  await tell(5, 1_100, 2);
  assert.deepEqual(await figures(), [['firing', 5, 1_100, 1_800]]);
  // Nobody told of this: whoever reads all hours of the episode each time would see it.
  await fixture.sql`
    update hour_total set watt_hours = 1000000 where meter_id = ${meterId} and hour = ${new Date(MIDNIGHT)}`;
  fixture.now = new Date(MIDNIGHT + 6.5 * HOUR);
  await tell(6, 1_400);
  assert.deepEqual(await figures(), [['firing', 6, 1_400, 1_800]]);
});

test('a meter that falls silent is an episode that ends when it reports again', async () => {
  const meterId = await fixture.makeMeter();
  await take(meterId, MIDNIGHT, 10);
  await tellBoth();
  const states = async () => (await alertsOf(meterId, 'no-data')).map(({ state }) => state);
  fixture.now = new Date(MIDNIGHT + 44 * MINUTE);
  await sweepBoth();
  assert.deepEqual(await states(), []);
  fixture.now = new Date(MIDNIGHT + 45 * MINUTE);
  await sweepBoth();
  assert.deepEqual(await states(), ['firing']);
  // Older than the silence: it does not end it.
  await take(meterId, MIDNIGHT - 30 * MINUTE, 10);
  await tellBoth();
  assert.deepEqual(await states(), ['firing']);
  fixture.now = new Date(MIDNIGHT + 60 * MINUTE);
  await take(meterId, MIDNIGHT + 60 * MINUTE, 10);
  await tellBoth();
  assert.deepEqual(await states(), ['resolved']);
  fixture.now = new Date(MIDNIGHT + 105 * MINUTE);
  await sweepBoth();
  assert.deepEqual(await states(), ['resolved', 'firing']);
});

test('when more meters fall silent at once than are read at once, one sweep finds all of them', async () => {
  const COUNT = 1_100;
  await fixture.sql`
    with made as (
      insert into meter (site_id, name, serial, time_zone, kind, interval_minutes)
      select ${PLATFORM_SITE_ID}::uuid, 'Fleet', 'FLEET-' || number, 'Europe/Athens', 'interval', 15
      from generate_series(1, ${COUNT}) number returning site_id, meter_id
    ), totals as (
      insert into hour_total (site_id, meter_id, hour, watt_hours, known_minutes, day, last_reading_at)
      select site_id, meter_id, ${new Date(MIDNIGHT - HOUR)}, 1, 15, '2026-01-14', ${new Date(MIDNIGHT)} from made
    )
    insert into meter_watch (site_id, meter_id, check_at)
    select site_id, meter_id, ${new Date(MIDNIGHT + 45 * MINUTE)} from made`;
  fixture.now = new Date(MIDNIGHT + 46 * MINUTE);
  const [evaluator] = evaluators;
  assert.ok(evaluator);
  await sweep(evaluator);
  const [silent] = await fixture.sql<{ count: bigint }[]>`
    select count(*) from alert a join meter m using (site_id, meter_id)
    where a.rule = 'no-data' and a.state = 'firing' and m.name = 'Fleet'`;
  assert.equal(silent?.count, BigInt(COUNT));
});

test('a meter in a time zone that is not known here is logged, and holds up the alerts of no other', async () => {
  const meters = [await fixture.makeMeter(), await fixture.makeMeter()];
  for (const meterId of meters) await take(meterId, MIDNIGHT, 10);
  await tellBoth();
  await fixture.sql`update meter set time_zone = 'Mars/Olympus' where meter_id = ${meters[0] ?? ''}`;
  fixture.now = new Date(MIDNIGHT + 50 * MINUTE);
  const logged: object[] = [];
  const log = { error: (about: object) => void logged.push(about) };
  const [evaluator] = evaluators;
  assert.ok(evaluator);
  for (let times = 0; times < 2; times += 1) await sweep({ ...evaluator, log });
  const states = await Promise.all(meters.map((meterId) => alertsOf(meterId, 'no-data')));
  assert.deepEqual(
    states.map((alerts) => alerts.map(({ state }) => state)),
    [[], ['firing']],
  );
  assert.deepEqual(logged, [{ meterId: meters[0], timeZone: 'Mars/Olympus' }]);
  await fixture.sql`delete from meter where meter_id = ${meters[0] ?? ''}`;
});

test('another owner does not take over an episode: it ends, and theirs begins', async () => {
  const meterId = await fixture.makeMeter({ hourlyLimit: 1_000 });
  fixture.now = new Date(MIDNIGHT + 20 * MINUTE);
  await take(meterId, MIDNIGHT + 15 * MINUTE, 1_500);
  await tellBoth();
  await fixture.sql`
    with a as (
      insert into account (site_id, external_subject, display_name, role)
      select site_id, 'next', 'Next', 'customer' from meter where meter_id = ${meterId} returning account_id
    )
    update meter set owner_id = a.account_id from a where meter_id = ${meterId}`;
  await take(meterId, MIDNIGHT + 20 * MINUTE, 5);
  await tellBoth();
  const rows = await fixture.sql<{ state: string; owned: boolean }[]>`
    select state, owner_id is not null as owned from alert where meter_id = ${meterId} order by state`;
  assert.deepEqual(
    [...rows],
    [
      { state: 'firing', owned: true },
      { state: 'resolved', owned: false },
    ],
  );
});

test('when the process that evaluates is gone, another goes on, and what it is told again is no second episode', async () => {
  const meterId = await fixture.makeMeter({ hourlyLimit: 1_000 });
  const stops = evaluators.map(() => new AbortController());
  const running = evaluators.map((evaluator, index) =>
    runAlertEvaluator(evaluator, stops[index]?.signal ?? AbortSignal.abort()),
  );
  const reaches = (peak: bigint) =>
    eventually(async () => {
      const [alert] = await alertsOf(meterId);
      return alert?.peak_watt_hours === peak ? true : undefined;
    });
  fixture.now = new Date(MIDNIGHT + 50 * MINUTE);
  await take(meterId, MIDNIGHT + 15 * MINUTE, 1_500);
  await reaches(1_500n);
  stops[0]?.abort();
  await running[0];
  await take(meterId, MIDNIGHT + 30 * MINUTE, 200);
  await reaches(1_700n);
  const [first] = await fixture.sql<{ payload: HoursChanged }[]>`
    select payload from outbox where topic = 'hours-changed' order by position desc limit 1`;
  for (const evaluator of evaluators)
    await evaluateHours(evaluator, unpackHours(first?.payload ?? { hours: [] }));
  assert.equal((await alertsOf(meterId)).length, 1);
  stops[1]?.abort();
  await Promise.all(running);
});
