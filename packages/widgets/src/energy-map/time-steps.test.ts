import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clampStep, isWithinStep, newestCommonStep, STEP_MS, stepOf, stepsUpTo } from './time-steps.ts';

const NOON = Date.UTC(2022, 0, 1, 12);
const QUARTER_MS = STEP_MS / 4;

test('the newest hour is the newest that half of the areas have reached', () => {
  const until = (...hours: number[]) => hours.map((hour) => ({ dataUntil: NOON + hour * STEP_MS }));
  assert.equal(newestCommonStep(until(1, 1, 1, 3)), NOON);
  assert.equal(newestCommonStep(until(1, 1, 3, 3)), NOON + 2 * STEP_MS);
  assert.equal(newestCommonStep(until(0.25)), NOON);
});

test('areas that have been silent for a day hold nobody up, and those without data do not count', () => {
  const old = { dataUntil: NOON - 48 * STEP_MS };
  assert.equal(newestCommonStep([old, old, {}, { dataUntil: NOON + STEP_MS }]), NOON);
  assert.equal(newestCommonStep([{}, {}]), undefined);
  assert.equal(newestCommonStep([]), undefined);
});

test('the steps are the last 24 hours, or those of them that there is data for', () => {
  assert.deepEqual(stepsUpTo(NOON, 1, [{ dataFrom: 0 }]), { first: NOON - 23 * STEP_MS, last: NOON });
  assert.deepEqual(stepsUpTo(NOON, 2, [{ dataFrom: 0 }]), { first: NOON - 47 * STEP_MS, last: NOON });
  const young = { dataFrom: NOON - 2 * STEP_MS + QUARTER_MS };
  assert.deepEqual(stepsUpTo(NOON, 1, [young, {}]), { first: NOON - 2 * STEP_MS, last: NOON });
});

test('a value is of the hour that its interval lies in or holds', () => {
  assert.ok(isWithinStep(NOON, { start: NOON, stepMs: STEP_MS }));
  assert.ok(isWithinStep(NOON, { start: NOON + 3 * QUARTER_MS, stepMs: QUARTER_MS }));
  assert.ok(!isWithinStep(NOON, { start: NOON - QUARTER_MS, stepMs: QUARTER_MS }));
  assert.ok(!isWithinStep(NOON, { start: NOON + STEP_MS, stepMs: STEP_MS }));
});

test('times outside of the steps become the nearest of them', () => {
  const steps = { first: NOON, last: NOON + 5 * STEP_MS };
  assert.equal(clampStep(steps, 0), NOON);
  assert.equal(clampStep(steps, NOON + 1.5 * STEP_MS), NOON + STEP_MS);
  assert.equal(clampStep(steps, NOON + 99 * STEP_MS), steps.last);
  assert.equal(stepOf(NOON + 1), NOON);
});
