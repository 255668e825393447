import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNewEnough } from './node24.mjs';

test('a Node that cannot run TypeScript as it is is too old', () => {
  for (const version of ['18.20.8', '20.20.2', '22.17.1']) assert.equal(isNewEnough(version), false, version);
});

test('22.18 and everything after it is new enough', () => {
  for (const version of ['22.18.0', '22.22.0', '23.0.0', '24.1.0'])
    assert.equal(isNewEnough(version), true, version);
});
