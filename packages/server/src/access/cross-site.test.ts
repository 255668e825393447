import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  type AccessServer,
  type Headers,
  startAccessServer,
  type TestPerson,
} from '../testing/access-server.ts';

/** What fetch sends as a body. */
type FormBody = string | FormData | Blob;

const EVIL = 'https://evil.example';
const RENAME = '/wattlet.v1.AccountService/UpdateAccount';
const RENAMED = '{"displayName":"Hijacked"}';

/** What browsers say of a page of another site. */
const CROSS_SITE = { origin: EVIL, 'sec-fetch-site': 'cross-site' };

suite('what a page of another origin can do with the cookie of somebody who is signed in', () => {
  let server: AccessServer;
  let victim: TestPerson;
  before(async () => {
    server = await startAccessServer();
    victim = await server.person();
  });
  after(() => server[Symbol.asyncDispose]());

  const post = (body: FormBody, headers: Headers) =>
    fetch(server.url + RENAME, { method: 'POST', body, headers: { ...victim.signedIn, ...headers } });
  const displayName = async () => {
    const [row] = await server.sql<{ display_name: string }[]>`
      select display_name from account where account_id = ${victim.accountId}`;
    return row?.display_name;
  };

  test('a form that is posted changes nothing, in each way that a form can be sent', async () => {
    const form = new FormData();
    form.set('displayName', 'Hijacked');
    const bodies: [string, FormBody, Headers][] = [
      ['urlencoded', 'displayName=Hijacked', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['multipart', form, {}],
      ['text/plain', RENAMED, { 'content-type': 'text/plain' }],
      ['text/plain that claims to be JSON', RENAMED, { 'content-type': 'text/plain; application/json' }],
      ['no type', new Blob([RENAMED]), {}],
    ];
    // An old browser says nothing of the page, and even then a form is none of the types that are taken.
    for (const page of [CROSS_SITE, { origin: 'null' }, { 'sec-fetch-site': 'same-site' }, {}]) {
      for (const [type, body, headers] of bodies) {
        const response = await post(body, { ...headers, ...page });
        assert.equal(response.status, 415, `${type} by ${JSON.stringify(page)}`);
      }
    }
    assert.equal(await displayName(), 'Some customer');
  });

  test('a script that gets past its browser is nobody, whatever type it sends', async () => {
    const pages = [
      CROSS_SITE,
      { origin: EVIL },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: server.url.replace('http:', 'https:') },
      { origin: server.url.replace(/\d+$/, '1') },
    ];
    for (const page of pages) {
      const response = await post(RENAMED, { 'content-type': 'application/json', ...page });
      assert.equal(response.status, 401, JSON.stringify(page));
      assert.match(await response.text(), /SIGN_IN_NEEDED|"unauthenticated"/);
    }
    assert.equal(await displayName(), 'Some customer');
  });

  test('a link and an image cannot call what changes something', async () => {
    const message = encodeURIComponent(RENAMED);
    const target = `${server.url}${RENAME}?connect=v1&encoding=json&message=${message}`;
    for (const page of [{}, CROSS_SITE]) {
      const response = await fetch(target, { headers: { ...victim.signedIn, ...page } });
      assert.equal(response.status, 405);
    }
    assert.equal(await displayName(), 'Some customer');
  });

  test('a GET that only reads is answered, to somebody unknown', async () => {
    const target = `${server.url}/wattlet.v1.AccountService/GetSession?connect=v1&encoding=json&message=%7B%7D`;
    const asked = await fetch(target, { headers: { ...victim.signedIn, ...CROSS_SITE } });
    // What everybody may see, and of nobody.
    assert.deepEqual([asked.status, await asked.json()], [200, { previewArea: 'GR' }]);
    assert.equal(asked.headers.get('access-control-allow-origin'), null);
    const own = await fetch(target, { headers: { ...victim.signedIn, 'sec-fetch-site': 'same-origin' } });
    assert.match(await own.text(), new RegExp(victim.accountId));
  });

  test('a page of the server itself can', async () => {
    const own = { 'content-type': 'application/json', origin: server.url, 'sec-fetch-site': 'same-origin' };
    const response = await post('{"displayName":"Renamed by myself"}', own);
    assert.equal(response.status, 200);
    assert.equal(await displayName(), 'Renamed by myself');
  });

  test('a site that lists an origin lets its pages show its key, not the cookie', async () => {
    const site = await server.site(['https://portal.example']);
    const portal = { origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' };
    const preflight = (origin: string) =>
      fetch(server.url + RENAME, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-wattlet-key',
        },
      });
    const allowed = await preflight('https://portal.example');
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://portal.example');
    assert.equal(allowed.headers.get('access-control-allow-credentials'), null);
    assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /x-wattlet-key/);
    assert.equal((await preflight(EVIL)).headers.get('access-control-allow-origin'), null);

    const table = `${server.url}/v1/series/load.csv?area=AT&from=2022-01-01&to=2022-01-02`;
    const shown = await fetch(table, { headers: { ...portal, 'x-wattlet-key': site.publishable_key } });
    assert.equal(shown.status, 200);
    assert.equal(shown.headers.get('access-control-allow-origin'), 'https://portal.example');
    assert.match(shown.headers.get('vary') ?? '', /Origin/);
    const elsewhere = await fetch(table, {
      headers: { ...CROSS_SITE, 'x-wattlet-key': site.publishable_key },
    });
    assert.equal(elsewhere.status, 401);
    assert.match(await elsewhere.text(), /ORIGIN_NOT_ALLOWED/);
    assert.equal((await fetch(table, { headers: { ...victim.signedIn, ...portal } })).status, 401);
  });

  test("one site's page cannot show another site's key", async () => {
    const [one, other] = [
      await server.site(['https://one.example']),
      await server.site(['https://other.example']),
    ];
    assert.notEqual(one.site_id, other.site_id);
    const response = await fetch(`${server.url}/v1/series/load.csv?area=AT&from=2022-01-01&to=2022-01-02`, {
      headers: { origin: 'https://one.example', ...other.key },
    });
    assert.equal(response.status, 401);
    assert.match(await response.text(), /ORIGIN_NOT_ALLOWED/);
  });
});

test('behind a proxy the public address is the own origin, and no other', async () => {
  await using server = await startAccessServer({ PUBLIC_URL: 'https://energy.example' });
  const { signedIn } = await server.person();
  const headers = { ...signedIn, 'content-type': 'application/json' };
  // By https the cookie has the name that binds it to the host.
  const secure = { ...headers, cookie: signedIn['cookie']?.replace('wattlet_', '__Host-wattlet_') ?? '' };
  const rename = (page: Headers) =>
    fetch(server.url + RENAME, { method: 'POST', body: RENAMED, headers: { ...secure, ...page } });
  assert.equal((await rename({ origin: 'https://energy.example' })).status, 200);
  assert.equal((await rename({ origin: server.url })).status, 401);
});
