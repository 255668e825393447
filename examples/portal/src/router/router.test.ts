import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Route } from './route.ts';
import { Router } from './router.ts';

/** A document of the build `old` whose page is gone, on a server with a newer one. */
function outdated() {
  const kept = new Map<string, string>();
  const state = { build: 'new', isStorageOpen: true, reloads: 0 };
  const storage = () => {
    if (!state.isStorageOpen) throw new DOMException('Denied', 'SecurityError');
    return kept;
  };
  Object.assign(globalThis, {
    document: { querySelector: () => ({ getAttribute: () => '/assets/old.js' }) },
    fetch: async () => new Response(`<script type="module" src="/assets/${state.build}.js"></script>`),
  });
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { configurable: true, value });
  define('location', {
    href: 'https://energy.example/prices',
    reload() {
      state.reloads += 1;
    },
  });
  define('sessionStorage', {
    getItem: (key: string) => storage().get(key) ?? null,
    setItem: (key: string, value: string) => storage().set(key, value),
  });
  mock.method(performance, 'now', () => 60_000);
  const route: Route = {
    path: '/prices',
    access: 'everybody',
    load: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
  };
  const router = new Router({
    match: (url) => ({ route, request: { url, params: {} } }),
    judge: async () => 'allowed',
    ready: async () => undefined,
  });
  return { router, state };
}

test('a page that is gone after an update is loaded afresh once for each build, and told where that does not help', async () => {
  const { router, state } = outdated();
  const again = async () => {
    await router.again();
    return [state.reloads, router.visit.status];
  };
  assert.deepEqual(await again(), [1, 'starting']);
  assert.deepEqual(await again(), [1, 'failed']);
  state.build = 'newer';
  assert.equal((await again())[0], 2);
  state.build = 'new';
  assert.deepEqual(await again(), [2, 'failed']);
  state.build = 'newest';
  state.isStorageOpen = false;
  assert.deepEqual(await again(), [2, 'failed']);
});
