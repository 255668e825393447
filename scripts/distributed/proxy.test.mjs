import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { freePorts } from '../lib/java-server.mjs';
import { startProxy } from './proxy.mjs';

/** A node that is ready and answers `/name` by its name, and anything else never. */
async function startNode(t, name, port = 0) {
  const asked = new EventTarget();
  const server = createServer(({ url }, answer) => {
    if (url === '/readyz' || url === '/name') answer.end(name);
    else asked.dispatchEvent(new Event('asked'));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  t.after(() => server.listening && close());
  return { url: `http://127.0.0.1:${server.address().port}`, asked, close };
}

async function startTestProxy(t, options) {
  const proxy = await startProxy({ host: '127.0.0.1', port: 0, ...options });
  t.after(() => proxy[Symbol.asyncDispose]());
  return proxy;
}

const nameOf = async (proxy) => {
  const answer = await fetch(`${proxy.url}/name`);
  return answer.ok ? answer.text() : answer.status;
};

test('requests go to all nodes that are ready', async (t) => {
  const nodes = [await startNode(t, 'one'), await startNode(t, 'two')];
  const proxy = await startTestProxy(t, { nodes: nodes.map(({ url }) => url) });
  await proxy.untilReady(2, t.signal);
  assert.deepEqual([await nameOf(proxy), await nameOf(proxy)].sort(), ['one', 'two']);
});

test('a node is no less ready for a client that goes before it has its answer', async (t) => {
  const node = await startNode(t, 'one');
  const proxy = await startTestProxy(t, { nodes: [node.url], tryMs: 0 });
  await proxy.untilReady(1, t.signal);
  const asked = once(node.asked, 'asked');
  const leave = new AbortController();
  const left = fetch(`${proxy.url}/slow`, { signal: leave.signal });
  await asked;
  leave.abort();
  await assert.rejects(left, { name: 'AbortError' });
  assert.deepEqual([await nameOf(proxy), await nameOf(proxy)], ['one', 'one']);
});

test('a request that meets no node that is ready waits for one', async (t) => {
  const [port] = await freePorts(1);
  const proxy = await startTestProxy(t, { nodes: [`http://127.0.0.1:${port}`] });
  const answer = nameOf(proxy);
  await startNode(t, 'late', port);
  assert.equal(await answer, 'late');
});

test('a request that a node refuses goes to another, and is refused itself when none comes', async (t) => {
  const nodes = [await startNode(t, 'one'), await startNode(t, 'two')];
  const proxy = await startTestProxy(t, { nodes: nodes.map(({ url }) => url), tryMs: 50 });
  await proxy.untilReady(2, t.signal);
  await nodes[0].close();
  assert.deepEqual([await nameOf(proxy), await nameOf(proxy)], ['two', 'two']);
  await nodes[1].close();
  assert.equal(await nameOf(proxy), 503);
});
