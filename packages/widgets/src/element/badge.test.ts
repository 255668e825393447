import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { TimeLabels } from '../chart/time-labels.ts';
import { ZoneClock } from '../chart/zone-clock.ts';
import { badgeOf } from './badge.ts';
import { StaleController } from './stale-controller.ts';

const HOUR_MS = 3_600_000;
const live = { state: 'live', since: 0 } as const;

test('a badge says that nothing new has come, but only where the connection is not to blame', () => {
  const input = { locale: 'en-GB', staleSince: 0 };
  assert.equal(badgeOf({ ...input, connection: live }).state, 'stale');
  assert.equal(badgeOf({ ...input, connection: { state: 'offline', since: 0 } }).state, 'offline');
});

test('the badge of a past state of knowledge says in which zone its time is', () => {
  const labels = new TimeLabels(new ZoneClock('Europe/Athens'), 'en-GB');
  const asOf = { time: Date.UTC(2022, 6, 1, 10), labels };
  const badge = badgeOf({ locale: 'en-GB', connection: live, asOf });
  assert.equal(badge.text, 'As known at 1 July 2022, 13:00 EEST');
});

test('data that ended years ago is not told by a time of day alone', (t) => {
  readIn(t, 'Europe/Athens');
  const staleSince = Date.UTC(2015, 3, 23, 6, 30);
  const badge = badgeOf({ locale: 'en-GB', connection: live, staleSince });
  assert.equal(badge.text, 'Nothing new since 23 Apr 2015, 09:30 EEST');
});

test('a badge says in which zone its time is, in every language alike', (t) => {
  readIn(t, 'Europe/Athens');
  const since = Date.UTC(2022, 0, 1, 12, 5);
  for (const locale of ['en-GB', 'de', 'el']) {
    const badge = badgeOf({ locale, connection: { state: 'offline', since } });
    assert.equal(badge.text, 'Offline since 14:05 EET');
  }
});

test('a badge tells times in the zone of what stands below, where that has one', (t) => {
  readIn(t, 'UTC');
  const input = { locale: 'en-GB', timeZone: 'Europe/Athens' };
  const stale = badgeOf({ ...input, connection: live, staleSince: Date.UTC(2022, 0, 2, 1) });
  assert.equal(stale.text, 'Nothing new since 2 Jan 2022, 03:00 EET');
  const offline = badgeOf({ ...input, connection: { state: 'offline', since: Date.UTC(2022, 0, 1, 12, 5) } });
  assert.equal(offline.text, 'Offline since 14:05 EET');
});

/** Reads by the clock of a zone until the test is over. */
function readIn(t: { after(done: () => void): void }, timeZone: string): void {
  const { TZ } = process.env;
  process.env['TZ'] = timeZone;
  t.after(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });
}

/** A controller on a clock that stands still at noon of a day, and how often it has asked for an update. */
function setUp(t: { after(done: () => void): void }) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOON });
  t.after(() => mock.timers.reset());
  const host = {
    updates: 0,
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => host.updates++,
    updateComplete: Promise.resolve(true),
  };
  return { host, stale: new StaleController(host) };
}

const NOON = Date.UTC(2022, 0, 1, 12);

test('a chart is stale once its newest value is six intervals old, and at least six hours', (t) => {
  const { host, stale } = setUp(t);
  stale.follow(NOON, HOUR_MS / 4);
  mock.timers.tick(6 * HOUR_MS - 1);
  assert.deepEqual([stale.since, host.updates], [undefined, 0]);
  mock.timers.tick(1);
  assert.deepEqual([stale.since, host.updates], [NOON, 1]);
  stale.follow(NOON + HOUR_MS, HOUR_MS);
  assert.equal(stale.since, undefined);
});

test('data that ended years ago is stale as soon as it is loaded', (t) => {
  const { stale } = setUp(t);
  const ended = Date.UTC(2015, 0, 1);
  stale.follow(ended, HOUR_MS);
  assert.equal(stale.since, ended);
});

test('old data that grows is news, until it has not for six hours', (t) => {
  const { stale } = setUp(t);
  stale.follow(0, HOUR_MS);
  stale.follow(HOUR_MS, HOUR_MS);
  assert.equal(stale.since, undefined);
  mock.timers.tick(6 * HOUR_MS);
  assert.equal(stale.since, NOON);
});

test('how late is too late is told anew once it is known how often values come', (t) => {
  const { stale } = setUp(t);
  const newest = NOON - 8 * HOUR_MS;
  stale.follow(newest, 24 * HOUR_MS);
  assert.equal(stale.since, undefined);
  stale.follow(newest, HOUR_MS);
  assert.equal(stale.since, newest);
});

test('what another area has had for long is no news', (t) => {
  const { stale } = setUp(t);
  stale.follow(0, HOUR_MS);
  stale.follow(undefined, HOUR_MS);
  stale.follow(HOUR_MS, HOUR_MS);
  assert.equal(stale.since, HOUR_MS);
});
