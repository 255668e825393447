import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as sdk from './index.ts';
import { ScriptedServer } from './testing/scripted-server.ts';

const entry = import.meta.resolve('./index.ts');
const IMPORT = /\b(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*\(?\s*['"]([^'"]+)['"]/g;

/** Every module that the entry loads, with what it imports, through the packages it depends on. */
async function importGraph(): Promise<Map<string, string[]>> {
  const graph = new Map<string, string[]>();
  const todo = [entry];
  for (let url = todo.pop(); url; url = todo.pop()) {
    if (graph.has(url)) continue;
    const code = await readFile(fileURLToPath(url), 'utf8');
    const specifiers = Array.from(code.matchAll(IMPORT), ([, specifier = '']) => specifier);
    graph.set(url, specifiers);
    for (const specifier of specifiers) {
      if (specifier.startsWith('.')) todo.push(new URL(specifier, url).href);
      else if (url.includes('/packages/sdk/src/')) todo.push(import.meta.resolve(specifier));
    }
  }
  return graph;
}

suite('the main entry', () => {
  test('loads no module of Node and no package but those of Connect and protobuf', async () => {
    const graph = await importGraph();
    const specifiers = [...graph.values()].flat();
    // Code that is made of the contract names its own package.
    const others = specifiers.filter((specifier) => !specifier.startsWith('@wattlet/sdk/gen/'));
    const packages = new Set(
      others
        .filter((specifier) => !specifier.startsWith('.'))
        .map((specifier) =>
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    );
    assert.deepEqual([...packages].sort(), [
      '@bufbuild/protobuf',
      '@connectrpc/connect',
      '@connectrpc/connect-web',
    ]);
    assert.deepEqual(specifiers.filter(isBuiltin), []);
    assert.ok(graph.size > 100, 'the walk went into the packages');
    assert.ok(
      ![...graph.keys()].some((url) => url.includes('error_details_pb')),
      'no descriptor of error details',
    );
  });

  test('exports what its users need at run time, and nothing else', () => {
    assert.deepEqual(Object.keys(sdk).sort(), [
      'AlertWebhookApi',
      'AlertsApi',
      'AuditApi',
      'ChatApi',
      'InboxApi',
      'MAX_MESSAGE_CHARACTERS',
      'MemoryOutboxStorage',
      'MetersApi',
      'NewsApi',
      'NotificationsApi',
      'OperationsApi',
      'SeriesApi',
      'SeriesValues',
      'SitesApi',
      'UsersApi',
      'WattletError',
      'countInbox',
      'countOpen',
      'createClient',
      'messageLength',
      'openConnection',
      'seriesKeyId',
      'transcriptOf',
    ]);
  });

  test('reads and watches in a worker, and lets the worker end', async () => {
    const server = new ScriptedServer();
    const { baseUrl } = await server.listen();
    server.change({ type: 0, slot: 0, kilowatts: [1000] });
    const worker = new Worker(new URL('./testing/sdk-worker.ts', import.meta.url), { workerData: baseUrl });
    const exit = once(worker, 'exit');
    assert.deepEqual(await once(worker, 'message'), [1]);
    await server.until(() => server.openStreams === 1);
    server.change({ type: 0, slot: 0, kilowatts: [2000] });
    assert.deepEqual(await once(worker, 'message'), [2]);
    assert.deepEqual(await exit, [0]);
    await server.close();
  });
});
