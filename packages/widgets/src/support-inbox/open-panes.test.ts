import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closePane, columnsOf, MOST_PANES, NO_PANES, openPane, visiblePanes } from './open-panes.ts';

const opened = (...ids: string[]) => ids.reduce((panes, id) => openPane(panes, id), NO_PANES);

test('what was looked at last is shown, each in the place of its tab', () => {
  const panes = opened('a', 'b', 'c', 'a');
  assert.deepEqual(panes.ids, ['a', 'b', 'c']);
  assert.deepEqual(visiblePanes(panes, 1), ['a']);
  assert.deepEqual(visiblePanes(panes, 2), ['a', 'c']);
  assert.deepEqual(visiblePanes(panes, 3), ['a', 'b', 'c']);
});

test('closing a pane shows the one that was looked at before', () => {
  assert.deepEqual(visiblePanes(closePane(opened('a', 'b', 'c'), 'c'), 1), ['b']);
  assert.deepEqual(closePane(opened('a'), 'a'), NO_PANES);
});

test('one more than may be open closes none in which something is written', () => {
  const eight = opened('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  assert.deepEqual(openPane(eight, 'i').ids, ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  const held = openPane(eight, 'i', (id) => id === 'a');
  assert.deepEqual(held.ids, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  assert.deepEqual(openPane(held, 'j').ids, ['c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
});

test('whatever is opened and closed, no conversation is there twice, and no more than there may be', () => {
  const step = fc.record({ id: fc.nat(20).map(String), closes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const panes = steps.reduce(
        (now, { id, closes }) => (closes ? closePane(now, id) : openPane(now, id)),
        NO_PANES,
      );
      assert.equal(new Set(panes.ids).size, panes.ids.length);
      assert.deepEqual([...panes.ids].sort(), [...panes.recent].sort());
      assert.ok(panes.ids.length <= MOST_PANES);
      const last = steps.at(-1);
      if (last && !last.closes) assert.ok(visiblePanes(panes, 1).includes(last.id));
    }),
  );
});

test('a wider inbox has no fewer columns', () => {
  const widths = Array.from({ length: 24 }, (_, index) => 360 + index * 80);
  const columns = widths.map((width) => columnsOf(width).columns);
  assert.deepEqual(columns, columns.toSorted());
  assert.deepEqual([columnsOf(360).isNarrow, columnsOf(640).isNarrow], [true, false]);
});
