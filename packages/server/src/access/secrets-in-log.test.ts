import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { type Client, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { parseSetCookie } from 'cookie';
import { pino } from 'pino';
import { AccountService, Scope } from '../gen/wattlet/v1/account_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { logOptions } from '../platform/log-options.ts';
import { type AccessServer, bearer, type Headers, startAccessServer } from '../testing/access-server.ts';

const OPERATOR_TOKEN = randomBytes(24).toString('base64url');
const WATTLET_SECRET = randomBytes(32).toString('base64url');

/** A browser that keeps the cookie of its session. */
function browser(url: string): { accounts: Client<typeof AccountService>; cookies: string[] } {
  const cookies: string[] = [];
  const transport = createConnectTransport({
    baseUrl: url,
    httpVersion: '1.1',
    interceptors: [
      (next) => async (call) => {
        const last = cookies.at(-1);
        if (last) call.header.set('cookie', `wattlet_session=${last}`);
        const response = await next(call);
        for (const line of response.header.getSetCookie()) {
          const { value } = parseSetCookie(line);
          if (value) cookies.push(value);
        }
        return response;
      },
    ],
  });
  return { accounts: createClient(AccountService, transport), cookies };
}

const whatever = (call: Promise<unknown>) => call.catch(() => undefined);

/** Uses every kind of secret well and badly; returns them all. */
async function useSecrets(server: AccessServer): Promise<string[]> {
  const password = `correct ${randomBytes(12).toString('base64url')}`;
  const wrong = `wrong ${randomBytes(12).toString('base64url')}`;
  const changed = `changed ${randomBytes(12).toString('base64url')}`;
  const email = 'somebody@people.example';
  const { accounts, cookies } = browser(server.url);
  await accounts.signUp({ email, displayName: 'Somebody', password });
  await accounts.signOut({});
  await whatever(accounts.signIn({ email, password: wrong }));
  await accounts.signIn({ email, password });
  const scopes = [Scope.READ_SERIES];
  const { token } = await accounts.createAccessToken({ name: 'script', scopes, expiresInDays: 1 });
  await whatever(accounts.changePassword({ oldPassword: wrong, newPassword: changed }));
  await accounts.changePassword({ oldPassword: password, newPassword: changed });
  await whatever(accounts.updateAccount({ email: 'not an address', password: changed }));
  await whatever(accounts.deleteAccount({ confirmation: wrong }));

  const made = await server
    .client(SiteService, bearer(OPERATOR_TOKEN))
    .createSite({ name: 'Utility', allowedOrigins: ['https://portal.example'] });
  const rotated = await server
    .client(SiteService, bearer(OPERATOR_TOKEN))
    .rotateSecret({ siteId: made.site?.id ?? '' });
  const embed = await server.client(SiteService, bearer(rotated.secret)).createEmbedToken({ subject: 'one' });
  const forged = `wt_${randomBytes(32).toString('base64url')}`;
  const forgedJwt = `${embed.token.slice(0, -8)}AAAAAAAA`;
  const unknown = randomBytes(24).toString('base64url');

  const shown = [token, forged, embed.token, forgedJwt, made.secret, rotated.secret, OPERATOR_TOKEN, unknown];
  const headers: Headers[] = [
    ...shown.map(bearer),
    { cookie: `wattlet_session=${cookies.at(-1)}; other=${unknown}` },
    { cookie: `wattlet_session=${forged}` },
    { authorization: `Basic ${unknown}`, 'x-wattlet-key': unknown },
    { ...bearer(made.secret), origin: 'https://portal.example' },
  ];
  for (const known of headers) await showEverywhere(server, known);
  await fetch(`${server.url}/v1/series/load.csv?area=GR&access_token=${token}`);
  await fetch(`${server.url}/nowhere?token=${token}`, { headers: bearer(token) });
  return [password, wrong, changed, ...cookies, ...shown, WATTLET_SECRET];
}

async function showEverywhere(server: AccessServer, headers: Headers): Promise<void> {
  await whatever(server.client(AccountService, headers).getSession({}));
  await whatever(server.client(SeriesService, headers).getSnapshot({ stream: Stream.LOAD }));
  await whatever(server.client(OperationsService, headers).getHealth({}));
  const frames = server.client(LiveService, headers).watch({ topics: [] });
  await whatever(frames[Symbol.asyncIterator]().next());
  await fetch(`${server.url}/v1/series/load.json?area=AT&from=2022-01-01&to=2022-01-02`, {
    headers: { ...headers, 'x-request-id': 'shop-42' },
  });
}

test('no password, token, secret or cookie that is used ends up in the log, however much is logged', async () => {
  const lines: string[] = [];
  const log = pino(logOptions('trace'), { write: (line: string) => void lines.push(line) });
  await using server = await startAccessServer({ OPERATOR_TOKEN, WATTLET_SECRET }, { log });
  const secrets = await useSecrets(server);
  // What goes wrong unexpectedly is logged with what it knows: the request, the query, the cause.
  await server.sql`alter table session rename to gone`;
  await showEverywhere(server, {
    cookie: `wattlet_session=${secrets.find((secret) => secret.length === 43)}`,
  });
  await server.sql`alter table account drop column display_name cascade`;
  await whatever(
    browser(server.url).accounts.signUp({
      email: 'a@b.example',
      displayName: 'A',
      password: secrets[0] ?? '',
    }),
  );
  const text = lines.join('');
  assert.ok(lines.length > 50, `only ${lines.length} lines were logged`);
  assert.match(text, /AccountService\/SignIn/);
  assert.match(text, /"requestId":"shop-42"[^\n]*"path":"\/v1\/series\/load\.json"/);
  assert.match(text, /"level":50/);
  for (const secret of new Set(secrets)) {
    assert.ok(secret.length >= 20);
    const line = lines.find((one) => one.includes(secret) || one.includes(encodeURIComponent(secret)));
    assert.equal(line, undefined);
  }
});
