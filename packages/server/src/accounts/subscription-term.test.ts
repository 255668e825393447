import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths, daysLeft, extendTerm, isActive, trialTerm } from './subscription-term.ts';

const date = (text: string) => new Date(`${text}Z`);

const moments = fc
  .date({ min: date('2000-01-01T00:00'), max: date('2100-01-01T00:00'), noInvalidDate: true })
  .map((moment) => new Date(moment));
const months = fc.integer({ min: 1, max: 36 });

test('a month ends on the same day of the next one, or on its last day', () => {
  assert.deepEqual(addMonths(date('2024-01-31T10:20:30'), 1), date('2024-02-29T10:20:30'));
  assert.deepEqual(addMonths(date('2023-01-31T10:20:30'), 1), date('2023-02-28T10:20:30'));
  assert.deepEqual(addMonths(date('2023-12-15T00:00:00'), 1), date('2024-01-15T00:00:00'));
  assert.deepEqual(addMonths(date('2024-02-29T00:00:00'), 12), date('2025-02-28T00:00:00'));
});

test('adding months lands in the right month, at the same time of day, on no later a day', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 500 }), (start, count) => {
      const end = addMonths(start, count);
      const monthOf = (moment: Date) => moment.getUTCFullYear() * 12 + moment.getUTCMonth();
      assert.equal(monthOf(end), monthOf(start) + count);
      assert.equal(end.toISOString().slice(10), start.toISOString().slice(10));
      assert.ok(end.getUTCDate() <= start.getUTCDate());
      // Only the end of a month makes it an earlier day.
      if (end.getUTCDate() < start.getUTCDate()) {
        assert.equal(new Date(end.getTime() + 86_400_000).getUTCDate(), 1);
      }
    }),
  );
});

test('extending twice without a break is extending once by the sum', () => {
  fc.assert(
    fc.property(moments, months, months, fc.nat({ max: 30 * 86_400_000 - 1 }), (start, a, b, later) => {
      const trial = trialTerm(start);
      const now = new Date(start.getTime() + later);
      assert.deepEqual(extendTerm(extendTerm(trial, a, now), b, now), extendTerm(trial, a + b, now));
    }),
  );
});

test('a subscription that ended goes on from now, one that runs from its end', () => {
  const trial = trialTerm(date('2024-01-01T12:00:00'));
  assert.deepEqual(trial.endsAt, date('2024-01-31T12:00:00'));
  assert.deepEqual(extendTerm(trial, 1, date('2024-01-10T00:00:00')).endsAt, date('2024-02-29T12:00:00'));
  assert.deepEqual(extendTerm(trial, 2, date('2024-01-10T00:00:00')).endsAt, date('2024-03-31T12:00:00'));
  assert.deepEqual(extendTerm(trial, 1, date('2024-05-05T05:00:00')).endsAt, date('2024-06-05T05:00:00'));
  assert.deepEqual(extendTerm(undefined, 1, date('2024-05-05T05:00:00')).endsAt, date('2024-06-05T05:00:00'));
});

test('extending never shortens, and what is extended is active', () => {
  fc.assert(
    fc.property(moments, moments, months, (start, now, count) => {
      const term = trialTerm(start);
      const extended = extendTerm(term, count, now);
      assert.ok(extended.endsAt > term.endsAt && extended.endsAt > now);
      assert.ok(isActive(extended.endsAt, now));
    }),
  );
});

test('there are days left exactly while it is active, and the last of them is begun', () => {
  fc.assert(
    fc.property(moments, moments, (endsAt, now) => {
      const left = daysLeft(endsAt, now);
      assert.equal(left > 0, isActive(endsAt, now));
      if (left === 0) return;
      const ms = endsAt.getTime() - now.getTime();
      assert.ok((left - 1) * 86_400_000 < ms && ms <= left * 86_400_000);
    }),
  );
});
