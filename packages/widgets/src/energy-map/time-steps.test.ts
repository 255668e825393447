import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clampStep, isWithinStep, newestCommonStep, STEP_MS, stepOf, timeSteps } from './time-steps.ts';

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
  const old = [{ dataFrom: 0 }];
  const newest = NOON;
  assert.deepEqual(timeSteps({ newest, days: 1 }, old), { first: NOON - 23 * STEP_MS, last: NOON, newest });
  assert.deepEqual(timeSteps({ newest, days: 2 }, old), { first: NOON - 47 * STEP_MS, last: NOON, newest });
  const young = { dataFrom: NOON - 2 * STEP_MS + QUARTER_MS };
  const known = { first: NOON - 2 * STEP_MS, last: NOON, newest };
  assert.deepEqual(timeSteps({ newest, days: 1 }, [young, {}]), known);
  assert.deepEqual(timeSteps({ newest, days: 1, anchor: 0 }, [young, {}]), known);
});

test('a time before them begins steps of its own, of the same number', () => {
  const areas = [{ dataFrom: NOON - 100 * STEP_MS }];
  const around = (anchor: number) => timeSteps({ newest: NOON, days: 1, anchor }, areas);
  const past = NOON - 60 * STEP_MS;
  assert.deepEqual(around(past + QUARTER_MS), { first: past, last: past + 23 * STEP_MS, newest: NOON });
  assert.equal(around(NOON - 5 * STEP_MS).last, NOON);
  assert.equal(around(NOON + 9 * STEP_MS).last, NOON);
  assert.equal(around(0).first, NOON - 100 * STEP_MS);
  assert.equal(around(0).last, NOON - 77 * STEP_MS);
});

test('a value is of the hour that its interval lies in or holds', () => {
  assert.ok(isWithinStep(NOON, { start: NOON, stepMs: STEP_MS }));
  assert.ok(isWithinStep(NOON, { start: NOON + 3 * QUARTER_MS, stepMs: QUARTER_MS }));
  assert.ok(!isWithinStep(NOON, { start: NOON - QUARTER_MS, stepMs: QUARTER_MS }));
  assert.ok(!isWithinStep(NOON, { start: NOON + STEP_MS, stepMs: STEP_MS }));
});

test('times outside of the steps become the nearest of them', () => {
  const last = NOON + 5 * STEP_MS;
  const steps = { first: NOON, last, newest: last };
  assert.equal(clampStep(steps, 0), NOON);
  assert.equal(clampStep(steps, NOON + 1.5 * STEP_MS), NOON + STEP_MS);
  assert.equal(clampStep(steps, NOON + 99 * STEP_MS), steps.last);
  assert.equal(stepOf(NOON + 1), NOON);
});
