import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reloadFor } from './other-build.ts';

test('the document is loaded afresh for a build once a minute, not again and again', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 1) });
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
  const reload = t.mock.fn();
  for (const [name, value] of Object.entries({ sessionStorage, location: { reload } }))
    Object.defineProperty(globalThis, name, { value, configurable: true });
  assert.deepEqual([reloadFor('a.js'), reloadFor('a.js'), reloadFor('b.js')], [true, false, true]);
  t.mock.timers.tick(59_999);
  assert.equal(reloadFor('a.js'), false);
  t.mock.timers.tick(1);
  assert.equal(reloadFor('a.js'), true, 'the server that answered may have been one with the old build');
  assert.equal(reload.mock.callCount(), 3);
});
