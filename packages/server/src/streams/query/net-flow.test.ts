import assert from 'node:assert/strict';
import { test } from 'node:test';
import { netFlow } from './net-flow.ts';
import type { Stretch } from './pick-finest.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2022, 0, 1);
const AT = START + 4 * HOUR;

const values = (stepMinutes: number, kilowatts: readonly (number | null)[]): Stretch[] => [
  { start: START, stepMinutes, kilowatts },
];

test('pitfall 18: net is what leaves minus what enters, in the latest hour that both know', () => {
  const net = netFlow(values(60, [9, 9, 100]), values(60, [1, 30, null]), AT);
  assert.deepEqual(net, { start: START + HOUR, stepMinutes: 60, kilowatts: -21 });
});

test('pitfall 3: quarter hours are averaged over the hour of the other side, whichever side is finer', () => {
  const quarters = values(15, [0, 0, 0, 0, 10, 20, 30, 41, 7, 7]);
  const hours = values(60, [5, 50, 500]);
  assert.deepEqual(netFlow(quarters, hours, AT), { start: START + HOUR, stepMinutes: 60, kilowatts: -25 });
  assert.deepEqual(netFlow(hours, quarters, AT), { start: START + HOUR, stepMinutes: 60, kilowatts: 25 });
});

test('an hour whose quarter hours have a gap is not known', () => {
  const net = netFlow(values(15, [1, 1, 1, 1, 5, null, 5, 5]), values(60, [3, 3]), AT);
  assert.equal(net?.start, START);
});

test('directions that share no interval of the last 24 hours have no net', () => {
  assert.equal(netFlow(values(60, [1]), values(60, [null, 1]), AT), undefined);
  assert.equal(netFlow(values(60, [1]), values(60, [1]), START + 25 * HOUR), undefined);
  assert.equal(netFlow(values(60, [1]), [], AT), undefined);
});

test('intervals after the asked time are not looked at', () => {
  assert.equal(netFlow(values(60, [1, 2, 3]), values(60, [0, 0, 0]), START + HOUR)?.kilowatts, 2);
});
