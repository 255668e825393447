import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ZoneClock } from '../../chart/zone-clock.ts';
import type { RangeAttributes } from '../shown-range.ts';
import { meterRange } from './meter-range.ts';

const clock = new ZoneClock('Europe/Athens');
const open: RangeAttributes = { from: '', to: '', span: '24h' };
const iso = (time: number) => new Date(time).toISOString();

test('an open range of a day is the meter’s own day, of 23 and 25 hours where the clock changes', () => {
  for (const [now, from, to, hours] of [
    ['2026-06-01T21:30Z', '2026-06-01T21:00:00.000Z', '2026-06-02T21:00:00.000Z', 24],
    ['2026-03-29T10:00Z', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z', 23],
    ['2026-10-25T10:00Z', '2026-10-24T21:00:00.000Z', '2026-10-25T22:00:00.000Z', 25],
  ] as const) {
    const { range, step } = meterRange(open, clock, Date.parse(now));
    assert.deepEqual([iso(range.from), iso(range.to)], [from, to]);
    assert.equal((range.to - range.from) / 3_600_000, hours);
    assert.equal(step, 'hour');
  }
});

test('bars are hours of a week, days of a year, months beyond', () => {
  const now = Date.parse('2026-06-01T12:00Z');
  const stepOf = (attributes: Partial<typeof open>) =>
    meterRange({ ...open, ...attributes }, clock, now).step;
  assert.equal(stepOf({ span: '7d' }), 'hour');
  assert.equal(stepOf({ span: '30d' }), 'day');
  assert.equal(stepOf({ span: '12m' }), 'day');
  assert.equal(stepOf({ from: '2020-01-01', to: '2026-01-01' }), 'month');
});
