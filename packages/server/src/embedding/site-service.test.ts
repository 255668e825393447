import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { decodeJwt } from 'jose';
import { Scope } from '../gen/wattlet/v1/account_pb.js';
import { Plan } from '../gen/wattlet/v1/site_pb.js';
import { SiteSecretResolver } from './site-secret-resolver.ts';
import { isListedOrigin } from './site-store.ts';
import { refusesWith } from './testing/refuses-with.ts';
import { OPERATOR, openSiteFixture, person, TEST_ISSUER } from './testing/site-fixture.ts';

const fixture = await openSiteFixture();
after(() => fixture[Symbol.asyncDispose]());
const { sql } = fixture;
const operator = fixture.as(OPERATOR);
const backends = new SiteSecretResolver(sql);

async function makeSite(name = 'Volt', allowedOrigins = ['https://portal.example']) {
  const { site, secret } = await operator.createSite({ name, allowedOrigins });
  assert.ok(site);
  return { site, secret };
}

const works = async (secret: string, at = fixture.now) => {
  const credentials = { bearer: secret, cookie: undefined, origin: undefined };
  return (await backends.resolve(credentials, at))?.siteId;
};
const HOUR_MS = 3_600_000;
const hoursLater = (hours: number, ms = 0) => new Date(fixture.now.getTime() + hours * HOUR_MS + ms);

test('a new site has a publishable key, and a secret that works and is not stored', async () => {
  const { site, secret } = await makeSite('Νέα Ενέργεια', [
    'https://Portal.Example:443',
    'http://localhost:5173/',
  ]);
  assert.equal(site.name, 'Νέα Ενέργεια');
  assert.deepEqual(site.allowedOrigins, ['https://portal.example', 'http://localhost:5173']);
  assert.equal(site.plan, Plan.ACTIVE);
  const hex = site.id.replaceAll('-', '');
  assert.match(site.publishableKey, new RegExp(`^pk_${hex}_[\\w-]{22}$`));
  assert.match(secret, new RegExp(`^sk_${hex}_[\\w-]{43}$`));
  assert.equal(await works(secret), site.id);
  const [stored] =
    await sql`select site::text || s::text as text from site join site_secret s using (site_id) where site_id = ${site.id}`;
  assert.equal(String(stored?.['text']).includes(secret.slice(-43)), false);
});

test('an origin that is none is named in the refusal, and no site is made', async () => {
  const before = await sql`select count(*) from site`;
  const create = (origin: string) =>
    operator.createSite({ name: 'Volt', allowedOrigins: ['https://a.example', origin] });
  for (const origin of ['https://*.example', 'http://portal.example', 'https://portal.example/app', 'null']) {
    const error = await refusesWith(create(origin), 'InvalidArgument', 'NOT_AN_ORIGIN');
    assert.ok(error.message.includes(JSON.stringify(origin)), error.message);
  }
  assert.deepEqual(await sql`select count(*) from site`, before);
});

test('the first administrator may be named, once', async () => {
  const administratorEmail = 'ada@volt.example';
  const { site } = await operator.createSite({ name: 'Volt', administratorEmail });
  const [row] =
    await sql`select site_id, role, email_verified, password_hash from account where email = ${administratorEmail}`;
  assert.deepEqual(
    { ...row },
    { site_id: site?.id, role: 'administrator', email_verified: true, password_hash: null },
  );
  const again = operator.createSite({ name: 'Amp', administratorEmail: 'ADA@volt.example' });
  await refusesWith(again, 'AlreadyExists', 'EMAIL_TAKEN');
  assert.equal((await sql`select from site where name = 'Amp'`).length, 0);
});

test('only operators make sites and set plans, only administrators change their own', async () => {
  const { site } = await makeSite();
  const { site: other } = await makeSite('Other');
  const siteId = site.id;
  for (const principal of [
    { kind: 'anonymous' } as const,
    { kind: 'site-key', siteId } as const,
    { kind: 'site-backend', siteId } as const,
    person(siteId, 'customer'),
    person(siteId, 'agent'),
  ]) {
    const client = fixture.as(principal);
    await refusesWith(client.createSite({ name: 'X' }), 'PermissionDenied', 'NOT_YOUR_SITE');
    await refusesWith(client.updateSite({ siteId, name: 'X' }), 'PermissionDenied', 'NOT_YOUR_SITE');
    await refusesWith(client.listSites({}), 'PermissionDenied', 'NOT_YOUR_SITE');
    await refusesWith(client.rotateSecret({ siteId }), 'PermissionDenied', 'NOT_YOUR_SITE');
  }
  const own = fixture.as(person(siteId, 'administrator'));
  await refusesWith(own.createSite({ name: 'X' }), 'PermissionDenied', 'NOT_YOUR_SITE');
  await refusesWith(own.updateSite({ siteId, plan: Plan.ACTIVE }), 'PermissionDenied', 'NOT_YOUR_SITE');
  for (const foreign of [other.id, '99999999-9999-4999-8999-999999999999']) {
    await refusesWith(own.updateSite({ siteId: foreign, name: 'X' }), 'PermissionDenied', 'NOT_YOUR_SITE');
    await refusesWith(own.rotateSecret({ siteId: foreign }), 'PermissionDenied', 'NOT_YOUR_SITE');
  }
  assert.equal((await own.updateSite({ siteId, name: 'Volt & Amp' })).site?.name, 'Volt & Amp');
  assert.deepEqual(
    (await own.listSites({})).sites.map(({ id }) => id),
    [siteId],
  );
  const byRole = fixture.as(person(other.id, 'operator'));
  assert.equal((await byRole.updateSite({ siteId, plan: Plan.SUSPENDED })).site?.plan, Plan.SUSPENDED);
  await refusesWith(
    operator.updateSite({ siteId: '99999999-9999-4999-8999-999999999999' }),
    'NotFound',
    'UNKNOWN_SITE',
  );
});

test('an update changes what is given and nothing else, and is in the audit log by name', async () => {
  const { site } = await makeSite();
  const siteId = site.id;
  const renamed = await operator.updateSite({ siteId, name: 'New' });
  assert.deepEqual({ ...renamed.site }, { ...site, name: 'New' });
  const moved = await operator.updateSite({ siteId, allowedOrigins: { origins: [] } });
  assert.deepEqual(moved.site?.allowedOrigins, []);
  const log =
    await sql`select action, actor_id, detail from audit_entry where site_id = ${siteId} order by entry_id`;
  assert.deepEqual(
    log.map((entry) => ({ ...entry })),
    [
      { action: 'site.created', actor_id: null, detail: {} },
      { action: 'site.updated', actor_id: null, detail: { changed: ['name'] } },
      { action: 'site.updated', actor_id: null, detail: { changed: ['allowed_origins'] } },
    ],
  );
});

test('a site signs by itself only with an issuer and https keys together', async () => {
  const { site } = await makeSite();
  const siteId = site.id;
  const jwksUrl = 'https://id.volt.example/jwks.json';
  const jwtIssuer = 'https://id.volt.example';
  await refusesWith(operator.updateSite({ siteId, jwksUrl }), 'InvalidArgument', 'INCOMPLETE_SIGNER');
  await refusesWith(operator.updateSite({ siteId, jwtIssuer }), 'InvalidArgument', 'INCOMPLETE_SIGNER');
  for (const wrong of [
    'http://id.volt.example/jwks.json',
    'id.volt.example',
    'https://user@id.volt.example/',
  ]) {
    await refusesWith(
      operator.updateSite({ siteId, jwksUrl: wrong, jwtIssuer }),
      'InvalidArgument',
      'NOT_HTTPS',
    );
  }
  const pretended = operator.updateSite({ siteId, jwksUrl, jwtIssuer: TEST_ISSUER });
  await refusesWith(pretended, 'InvalidArgument', 'RESERVED_ISSUER');
  const { site: signing } = await operator.updateSite({ siteId, jwksUrl, jwtIssuer });
  assert.deepEqual([signing?.jwksUrl, signing?.jwtIssuer], [jwksUrl, jwtIssuer]);
  const { site: off } = await operator.updateSite({ siteId, jwksUrl: '', jwtIssuer: '' });
  assert.deepEqual([off?.jwksUrl, off?.jwtIssuer], ['', '']);
});

test('pages of sites hold every site once, in the order of their names', async () => {
  await Promise.all(['b', 'A', 'ö', 'a', 'B', 'a'].map((name) => makeSite(`page ${name}`)));
  const seen: { id: string; name: string }[] = [];
  let token = '';
  do {
    const page = await operator.listSites({ pageSize: 2, pageToken: token });
    assert.ok(page.sites.length <= 2);
    seen.push(...page.sites);
    token = page.nextPageToken;
  } while (token !== '');
  const stored = await sql`select site_id from site order by lower(name), site_id`;
  assert.deepEqual(
    seen.map(({ id }) => id),
    stored.map((row) => row['site_id']),
  );
  for (const wrong of ['x', 'AAAA', Buffer.from(`${'z'.repeat(36)}a`).toString('base64url')]) {
    await refusesWith(operator.listSites({ pageToken: wrong }), 'InvalidArgument', 'UNKNOWN_PAGE');
  }
});

test('after a rotation the old secret works for 24 hours more, and the new one at once', async () => {
  const { site, secret } = await makeSite();
  const rotated = await operator.rotateSecret({ siteId: site.id });
  assert.ok(rotated.oldSecretUntil);
  assert.deepEqual(timestampDate(rotated.oldSecretUntil), hoursLater(24));
  for (const at of [fixture.now, hoursLater(24, -1)]) assert.equal(await works(secret, at), site.id);
  await refusesWith(works(secret, hoursLater(24)), 'Unauthenticated', 'KEY_NOT_ACCEPTED');
  for (const at of [fixture.now, hoursLater(1000)]) assert.equal(await works(rotated.secret, at), site.id);
});

test('a second rotation ends the secret before the last at once, also when many rotate together', async () => {
  const { site, secret } = await makeSite();
  const first = await operator.rotateSecret({ siteId: site.id });
  const second = await operator.rotateSecret({ siteId: site.id });
  await refusesWith(works(secret), 'Unauthenticated', 'KEY_NOT_ACCEPTED');
  assert.equal(await works(first.secret), site.id);
  assert.equal(await works(second.secret), site.id);
  const many = await Promise.all(Array.from({ length: 8 }, () => operator.rotateSecret({ siteId: site.id })));
  const alive = await Promise.allSettled(many.map(({ secret }) => works(secret)));
  assert.equal(alive.filter(({ status }) => status === 'fulfilled').length, 2);
});

test('a secret of another site, a wrong one and one that a page shows are refused', async () => {
  const { site, secret } = await makeSite();
  const { secret: other } = await makeSite();
  const mixed = secret.slice(0, 36) + other.slice(36);
  for (const wrong of [mixed, `${secret}x`, 'sk_', 'sk_x', secret.replace(/^sk_./, 'sk_g')]) {
    await refusesWith(works(wrong), 'Unauthenticated', 'KEY_NOT_ACCEPTED');
  }
  const inPage = backends.resolve(
    { bearer: secret, cookie: undefined, origin: 'https://portal.example' },
    fixture.now,
  );
  await refusesWith(inPage, 'Unauthenticated', 'SECRET_IN_PAGE');
  assert.equal(await works('wt_something'), undefined);
  await operator.updateSite({ siteId: site.id, plan: Plan.SUSPENDED });
  await refusesWith(works(secret), 'Unauthenticated', 'SITE_SUSPENDED');
});

test('a token says whose it is, for how long and for what', async () => {
  const { site } = await makeSite();
  const backend = fixture.as({ kind: 'site-backend', siteId: site.id });
  const { token, expiresAt } = await backend.createEmbedToken({
    subject: 'customer 7',
    displayName: ' Ada ',
    scopes: [Scope.READ_METERS, Scope.READ_SERIES],
    timeToLive: { seconds: 600n },
  });
  const { jti, ...claims } = decodeJwt(token);
  const iat = fixture.now.getTime() / 1000;
  assert.match(String(jti), /^[0-9a-f-]{36}$/);
  assert.deepEqual(claims, {
    iss: TEST_ISSUER,
    aud: TEST_ISSUER,
    sub: 'customer 7',
    site: site.id,
    name: 'Ada',
    scope: 'read_meters read_series',
    iat,
    exp: iat + 600,
  });
  assert.ok(expiresAt);
  assert.deepEqual(timestampDate(expiresAt), new Date((iat + 600) * 1000));
  const whole = decodeJwt((await backend.createEmbedToken({ subject: 'a' })).token);
  assert.equal(whole.exp, iat + 3600);
  assert.equal(whole['scope'], 'read_series read_meters submit_readings chat');
  assert.equal('name' in whole, false);
});

test('nobody but the backend of a site makes tokens, and none for more than an hour', async () => {
  const { site } = await makeSite();
  const siteId = site.id;
  for (const principal of [
    { kind: 'anonymous' } as const,
    { kind: 'site-key', siteId } as const,
    OPERATOR,
    person(siteId, 'administrator'),
  ]) {
    await refusesWith(
      fixture.as(principal).createEmbedToken({ subject: 'a' }),
      'PermissionDenied',
      'SITE_SECRET_NEEDED',
    );
  }
  const backend = fixture.as({ kind: 'site-backend', siteId });
  for (const seconds of [0n, 59n, 3601n, -1n]) {
    await assert.rejects(backend.createEmbedToken({ subject: 'a', timeToLive: { seconds } }), /time_to_live/);
  }
  await assert.rejects(backend.createEmbedToken({ subject: '' }), /subject/);
});

test('texts that cannot be stored are refused or cleaned, not an internal error', async () => {
  const { site } = await makeSite(' Vo\0lt\n');
  assert.equal(site.name, 'Volt');
  const siteId = site.id;
  await refusesWith(operator.createSite({ name: '\0' }), 'InvalidArgument', 'NOT_PLAIN');
  await refusesWith(operator.updateSite({ siteId, name: ' \n' }), 'InvalidArgument', 'NOT_PLAIN');
  const jwksUrl = 'https://id.volt.example/jwks.json';
  const withIssuer = operator.updateSite({ siteId, jwksUrl, jwtIssuer: 'a\0b' });
  await refusesWith(withIssuer, 'InvalidArgument', 'NOT_PLAIN');
  const backend = fixture.as({ kind: 'site-backend', siteId });
  await refusesWith(backend.createEmbedToken({ subject: 'a\0b' }), 'InvalidArgument', 'NOT_PLAIN');
  const { token } = await backend.createEmbedToken({ subject: 'a', displayName: 'A\0da' });
  assert.equal(decodeJwt(token)['name'], 'Ada');
});

test('an origin is listed while a site that is served lists it', async () => {
  const { site } = await makeSite('Listed', ['https://listed.example']);
  assert.equal(await isListedOrigin(sql, 'https://listed.example'), true);
  assert.equal(await isListedOrigin(sql, 'https://unlisted.example'), false);
  await operator.updateSite({ siteId: site.id, plan: Plan.SUSPENDED });
  assert.equal(await isListedOrigin(sql, 'https://listed.example'), false);
});
