import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PERMISSIONS, ruleOf, SERVICES } from './permissions.ts';

const methods = Object.values(SERVICES).flatMap((service) => service.methods);

test('every method of every service has a row, and every row a method', () => {
  const names = methods.map((method) => `${method.parent.name}.${method.localName}`);
  assert.deepEqual(Object.keys(PERMISSIONS).toSorted(), names.toSorted());
  for (const method of methods) assert.ok(ruleOf(method), method.name);
});

test('every service of the contract is in the table', () => {
  const folder = new URL('../../../../proto/wattlet/v1/', import.meta.url);
  const declared = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [...text.matchAll(/^service (\w+)/gm)].map((match) => match[1]);
  });
  assert.deepEqual(declared.toSorted(), Object.keys(SERVICES).toSorted());
});

test('a method that the table does not have is for nobody', () => {
  const [method] = SERVICES.SeriesService.methods;
  assert.ok(method);
  assert.equal(ruleOf({ parent: method.parent, localName: 'unheardOf' }), undefined);
});
