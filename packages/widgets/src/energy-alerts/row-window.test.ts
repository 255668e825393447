import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowSlice } from './row-window.ts';
import { WHOLE_ROWS } from './whole-rows.ts';

test('every row that is seen is rendered, and of a long list not many more', () => {
  const place = fc.record({
    rowHeight: fc.integer({ min: 20, max: 120 }),
    scrollTop: fc.integer({ min: -50, max: 200_000 }),
    viewHeight: fc.integer({ min: 0, max: 1200 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), place, (count, { rowHeight, scrollTop, viewHeight }) => {
      const { first, end } = rowSlice(count, { rowHeight, scrollTop, viewHeight });
      assert.ok(first >= 0 && end <= count && first < end);
      // A browser scrolls no further than the end.
      const top = Math.max(0, Math.min(scrollTop, count * rowHeight - viewHeight));
      assert.ok(first * rowHeight <= top);
      assert.ok(end * rowHeight >= Math.min(top + viewHeight, count * rowHeight));
      if (count > WHOLE_ROWS) assert.ok(end - first <= viewHeight / rowHeight + 22);
    }),
  );
});
