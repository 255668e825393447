import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import { after, test } from 'node:test';
import {
  type FetchRefusal,
  GuardedFetchError,
  type GuardedFetchOptions,
  guardedFetch,
} from './guarded-fetch.ts';
import { listeningPort } from './sources/listening-port.ts';
import { TEST_AUTHORITY_FILE, TEST_OTHER_HOST_TLS, TEST_SERVER_TLS } from './sources/test-certificates.ts';

const ca = readFileSync(TEST_AUTHORITY_FILE);
const requests: string[] = [];

async function serve(listener: RequestListener, tls = TEST_SERVER_TLS): Promise<string> {
  const server = createServer(tls, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${listeningPort(server)}`;
}

/** A resolver that says for any name these addresses, one list after the other. */
function resolver(...answers: string[][]): { lookup: LookupFunction; asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked };
}

const refuses = (url: string, refusal: FetchRefusal, options: GuardedFetchOptions = {}) =>
  assert.rejects(
    guardedFetch(url, { ca, ...options }),
    (error) => error instanceof GuardedFetchError && error.refusal === refusal,
    `${url} ${refusal}`,
  );

test('what is allowed is fetched whole, with its method, headers and body', async () => {
  const url = await serve(async (request, response) => {
    const parts: Buffer[] = await request.toArray();
    response.setHeader('x-seen', `${request.headers['x-test']} ${Buffer.concat(parts)}`);
    response.writeHead(201).end('answer');
  });
  const answer = await guardedFetch(`${url}/path`, {
    ca,
    allowPrivate: true,
    method: 'POST',
    headers: { 'x-test': 'header' },
    body: 'body',
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers['x-seen'], 'header body');
  assert.equal(String(answer.body), 'answer');
});

test('only https without a user name is fetched', async () => {
  for (const url of [
    'http://example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'example.com',
    '',
    'data:,x',
  ])
    await refuses(url, 'bad-url', { allowPrivate: true });
  await refuses('https://user:password@example.com', 'bad-url');
});

test('addresses that are not public are refused however they are written, and never connected to', async () => {
  const port = new URL(await serve((_request, response) => response.end())).port;
  const before = requests.length;
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[fe80::1]',
    '[fc00::1]',
    '[ff02::1]',
  ]) {
    await refuses(`https://${host}:${port}/`, 'forbidden-address');
  }
  assert.equal(requests.length, before);
});

test('a name that leads to an address that is not public is refused, also if it leads to public ones beside', async () => {
  const port = new URL(await serve((_request, response) => response.end())).port;
  const before = requests.length;
  for (const address of [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    'fe80::1',
    'fd00::1',
    '224.0.0.1',
    '0.0.0.0',
  ]) {
    await refuses(`https://localhost:${port}/`, 'forbidden-address', resolver([address]));
    await refuses(`https://localhost:${port}/`, 'forbidden-address', resolver(['8.8.8.8', address]));
  }
  await refuses(`https://localhost:${port}/`, 'forbidden-address', resolver([]));
  await refuses(`https://localhost:${port}/`, 'forbidden-address');
  assert.equal(requests.length, before);
});

test('a name is looked up once: one that turns to this machine after the check gets nothing', async () => {
  const port = new URL(await serve((_request, response) => response.end())).port;
  const before = requests.length;
  // Public, but of a range that was given back: nobody is there.
  const { lookup, asked } = resolver(['3ffe::1'], ['127.0.0.1']);
  await assert.rejects(
    guardedFetch(`https://localhost:${port}/`, { ca, lookup, timeoutMs: 300 }),
    (error) => {
      assert.ok(error instanceof GuardedFetchError);
      return error.refusal === 'unreachable' || error.refusal === 'timed-out';
    },
  );
  assert.deepEqual(asked, ['localhost']);
  assert.equal(requests.length, before);
});

test('a redirect is not followed', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  const before = requests.length;
  await refuses(`${url}/start`, 'redirect', { allowPrivate: true });
  assert.deepEqual(requests.slice(before), ['GET /start']);
});

test('a body of the largest size is read, one byte more is refused, and so is one without end', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/endless') {
      const write = (): void =>
        void (response.write(Buffer.alloc(16_384)) ? setImmediate(write) : response.once('drain', write));
      write();
    } else {
      response.end(Buffer.alloc(Number(request.url?.slice(1))));
    }
  });
  const options = { ca, allowPrivate: true };
  assert.equal((await guardedFetch(`${url}/65536`, options)).body.length, 65_536);
  await refuses(`${url}/65537`, 'too-large', options);
  await refuses(`${url}/endless`, 'too-large', options);
});

test('a server that goes silent is given up, before and within its answer', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/within') response.writeHead(200).write('begin');
  });
  const options = { allowPrivate: true, timeoutMs: 200 };
  await refuses(`${url}/before`, 'timed-out', options);
  await refuses(`${url}/within`, 'timed-out', options);
});

test('the signal stops it with its own reason', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  const url = await serve(() => stop.abort(reason));
  const options = { ca, allowPrivate: true, signal: stop.signal };
  await assert.rejects(guardedFetch(url, options), (error) => error === reason);
  await assert.rejects(guardedFetch(url, options), (error) => error === reason);
});

test('a certificate of another host, of an unknown authority, and a closed port are unreachable', async () => {
  const url = await serve((_request, response) => response.end());
  const other = await serve((_request, response) => response.end(), TEST_OTHER_HOST_TLS);
  await refuses(other, 'unreachable', { allowPrivate: true });
  await assert.rejects(guardedFetch(url, { allowPrivate: true }), GuardedFetchError);
  await refuses('https://127.0.0.1:1', 'unreachable', { allowPrivate: true });
});

test('messages name the host and not the path, which may hold a secret', async () => {
  const url = await serve((_request, response) => response.writeHead(301, { location: '/' }).end());
  const options = { ca, allowPrivate: true };
  await assert.rejects(
    guardedFetch(`${url}/hooks/s3cret?key=s3cret`, options),
    (error) =>
      error instanceof Error && !error.message.includes('s3cret') && error.message.includes('127.0.0.1'),
  );
});
