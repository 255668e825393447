import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseColumn, orderRows, type SortableColumn } from './table-order.ts';

interface Row {
  readonly name: string;
  readonly value: number;
}

const rows: readonly Row[] = [
  { name: 'B', value: 1 },
  { name: 'A', value: 3 },
  { name: 'C', value: 1 },
];
const columns: readonly SortableColumn<Row, 'name' | 'value'>[] = [
  { column: 'name', name: 'Name', compare: (a, b) => a.name.localeCompare(b.name) },
  { column: 'value', name: 'Value', isNumber: true, compare: (a, b) => a.value - b.value },
];
const names = (ordered: readonly Row[]) => ordered.map(({ name }) => name).join('');

test('rows go by the column, and those that are equal stay as they were, whichever way round', () => {
  assert.equal(names(orderRows(rows, columns, { column: 'name', isDescending: false })), 'ABC');
  assert.equal(names(orderRows(rows, columns, { column: 'value', isDescending: true })), 'ABC');
  assert.equal(names(orderRows(rows, columns, { column: 'value', isDescending: false })), 'BCA');
});

test('a number begins with the highest, a name with the first, and the same again turns round', () => {
  const byName = { column: 'name', isDescending: false } as const;
  const byValue = chooseColumn<'name' | 'value'>(byName, { column: 'value', isNumber: true });
  assert.deepEqual(byValue, { column: 'value', isDescending: true });
  assert.deepEqual(chooseColumn(byValue, { column: 'value', isNumber: true }), {
    column: 'value',
    isDescending: false,
  });
  assert.deepEqual(chooseColumn<'name' | 'value'>(byValue, { column: 'name' }), byName);
});
