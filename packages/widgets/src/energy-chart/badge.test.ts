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
  const { text } = badgeOf({ locale: 'en-GB', connection: live, asOf });
  assert.equal(text, 'As known at 1 July 2022, 13:00 EEST');
});

test('a chart is stale once nothing new has come for six intervals, and at least six hours', () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  let updates = 0;
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => updates++,
    updateComplete: Promise.resolve(true),
  };
  const stale = new StaleController(host, () => Date.now());
  stale.follow(0, HOUR_MS / 4);
  mock.timers.tick(6 * HOUR_MS - 1);
  assert.deepEqual([stale.since, updates], [undefined, 0]);
  mock.timers.tick(1);
  assert.deepEqual([stale.since, updates], [0, 1]);
  stale.follow(6 * HOUR_MS, HOUR_MS);
  assert.equal(stale.since, undefined);
  mock.timers.reset();
});
