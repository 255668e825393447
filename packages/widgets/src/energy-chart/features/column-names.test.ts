import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LABEL_GAP_PX, widthOf } from '../label-row.ts';
import { columnNames } from './column-names.ts';

const hours = Array.from({ length: 24 }, (_, hour) => ({ label: `${String(hour).padStart(2, '0')}:00` }));
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label) => ({
  label,
  shortLabel: label.slice(0, 3),
}));

test('hours are named at even distances that a reader counts in', () => {
  const named = columnNames(hours, 308).filter((name) => name !== undefined);
  assert.deepEqual(named, ['00:00', '04:00', '08:00', '12:00', '16:00', '20:00']);
});

test('weekdays have their whole names where there is room, and short ones where there is not', () => {
  assert.equal(columnNames(days, 760)[2], 'Wednesday');
  assert.deepEqual(columnNames(days, 300), ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
});

test('no name is over another one, or beyond the columns, at any width', () => {
  fc.assert(
    fc.property(fc.integer({ min: 188, max: 2_000 }), fc.constantFrom(hours, days), (width, bars) => {
      const pitch = width / bars.length;
      const names = columnNames(bars, width);
      assert.ok(names.some((name) => name !== undefined));
      let taken = Number.NEGATIVE_INFINITY;
      for (const [i, name] of names.entries()) {
        if (name === undefined) continue;
        const [left, right] = [-0.5, 0.5].map((side) => (i + 0.5) * pitch + side * widthOf(name));
        assert.ok(left !== undefined && right !== undefined && left >= taken && right <= width + 1e-9);
        taken = right + LABEL_GAP_PX - 1e-9;
      }
    }),
  );
});
