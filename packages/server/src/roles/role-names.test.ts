import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandRoles, ROLE_NAMES } from './role-names.ts';

test('no words mean every role, a kind means it for every stream, a full name means itself', () => {
  assert.deepEqual([...expandRoles([])], ROLE_NAMES);
  assert.deepEqual([...expandRoles(['parser'])], ['parser:load', 'parser:generation', 'parser:flows']);
  assert.deepEqual([...expandRoles(['importer:flows', 'api'])], ['importer:flows', 'api']);
});

test('a word that is no role is named', () => {
  assert.throws(() => expandRoles(['importer:loads']), /"importer:loads" is no role/);
});
