import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './sections.ts';

test('an address of the console leads to its section, and to what it names there', () => {
  assert.deepEqual(placeOf('/admin'), { section: 'inbox', item: undefined });
  assert.deepEqual(placeOf('/admin/users/'), { section: 'users', item: undefined });
  assert.deepEqual(placeOf('/admin/users/0192%2F7'), { section: 'users', item: '0192/7' });
  assert.deepEqual(placeOf('/admin/pipeline/imports'), { section: 'pipeline', item: 'imports' });
});

test('a mistyped address of the console says that nothing is there, and breaks no page', () => {
  for (const path of ['/admin/user', '/admin/audit/x', '/admin/users/1/2', '/admin/users/%E0%A4%A'])
    assert.equal(placeOf(path), undefined, path);
});
