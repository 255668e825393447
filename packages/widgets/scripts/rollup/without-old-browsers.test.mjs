import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { withoutOldBrowsers } from './without-old-browsers.mjs';

const gen = (name) =>
  fileURLToPath(new URL(`../../../sdk/src/gen/wattlet/v1/${name}_pb.js`, import.meta.url));
const library = (name) => createRequire(gen('live')).resolve(name).replace('/cjs/', '/esm/');
const [{ create, toBinary }, { ListAlertsResponseSchema }, { WatchResponseSchema }] = await Promise.all(
  [library('@bufbuild/protobuf'), gen('alert_service'), gen('live')].map((path) => import(path)),
);

/** More than a number of JavaScript holds exactly. */
const SEQUENCE = 2n ** 53n + 1n;
const ENTRY = '\0entry';
const SOURCE = `
  export { createClient } from ${JSON.stringify(library('@connectrpc/connect'))};
  export { createConnectTransport } from ${JSON.stringify(library('@connectrpc/connect-web'))};
  export { AlertService } from ${JSON.stringify(gen('alert_service'))};
  export { LiveService } from ${JSON.stringify(gen('live'))};`;

/** What a page would have of them, built with these plugins. */
async function built(plugins) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : null),
    load: (id) => (id === ENTRY ? SOURCE : null),
  };
  const bundle = await rollup({
    input: ENTRY,
    plugins: [entry, nodeResolve({ browser: true }), ...plugins],
    onwarn: () => {},
  });
  const [{ code }] = (await bundle.generate({ format: 'esm' })).output;
  return {
    code,
    ...(await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)),
  };
}

/** How the Connect protocol frames a message of a stream; the last one has the flag 2 and tells how it ended. */
function framed(flag, bytes) {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** The end that the server gives its streams. */
let end = '{}';
const server = createServer((request, response) => {
  if (request.url.endsWith('/Watch')) {
    const reset = { case: 'reset', value: { topicId: 7 } };
    const change = create(WatchResponseSchema, { event: reset });
    response.writeHead(200, { 'content-type': 'application/connect+proto', 'x-told': 'stream' });
    response.write(framed(0, toBinary(WatchResponseSchema, change)));
    response.end(framed(2, Buffer.from(end)));
    return;
  }
  const answer = create(ListAlertsResponseSchema, { cursor: { sequence: SEQUENCE } });
  response
    .writeHead(200, { 'content-type': 'application/proto', 'x-told': 'unary' })
    .end(toBinary(ListAlertsResponseSchema, answer));
});
before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
after(() => server.close());

/** Everything that calls of both kinds tell their caller. */
async function toldBy({ createClient, createConnectTransport, AlertService, LiveService }) {
  const transport = createConnectTransport({
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    useBinaryFormat: true,
  });
  const told = [];
  const hooks = {
    onHeader: (header) => told.push(header.get('x-told')),
    onTrailer: (trailer) => told.push(trailer.get('x-end')),
  };
  const { cursor } = await createClient(AlertService, transport).listAlerts({}, hooks);
  told.push(cursor.sequence);
  try {
    for await (const { event } of createClient(LiveService, transport).watch({}, hooks))
      told.push(event.value.topicId);
  } catch (error) {
    told.push(`${error.code} ${error.rawMessage}`);
  }
  return told;
}

test('calls and streams tell the same without what is there for old browsers', async () => {
  const [whole, small] = await Promise.all([built([]), built([withoutOldBrowsers()])]);
  for (const [ending, expected] of [
    ['{"metadata":{"x-end":["all told"]}}', 'all told'],
    ['{"error":{"code":"unavailable","message":"gone"}}', '14 gone'],
  ]) {
    end = ending;
    const told = await toldBy(small);
    assert.deepEqual(told, ['unary', null, SEQUENCE, 'stream', 7, expected]);
    assert.deepEqual(told, await toldBy(whole));
  }
  assert.match(whole.code, /__asyncGenerator\(this/);
  assert.doesNotMatch(small.code, /__asyncGenerator\(this/);
});

test('style sheets are adopted, without asking whether they can be', () => {
  const lit = createRequire(import.meta.url).resolve('lit');
  const id = createRequire(lit)
    .resolve('@lit/reactive-element/css-tag.js')
    .replace('/node/css-tag.js', '/css-tag.js');
  const refused = [];
  const { code } = withoutOldBrowsers().transform.call(
    { error: (message) => refused.push(message) },
    readFileSync(id, 'utf8'),
    id,
  );
  assert.deepEqual(refused, []);
  assert.match(code, /^const t=globalThis,e=!0,s=Symbol\(\)/m);
});

test('a version of Connect that is made otherwise is refused', () => {
  const refused = [];
  const id = '/x/@connectrpc/connect/dist/esm/promise-client.js';
  withoutOldBrowsers().transform.call({ error: (message) => refused.push(message) }, 'export {}', id);
  assert.match(refused.join(), /another version of it/);
});
