import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { AuditActorKind, AuditService, AuditTargetKind } from '../gen/wattlet/v1/audit_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import {
  type AccessServer,
  startAccessServer,
  type TestPerson,
  type TestSite,
} from '../testing/access-server.ts';
import { failure } from './testing/failure.ts';

let server: AccessServer;
let site: TestSite;
let administrator: TestPerson;
let operator: TestPerson;
before(async () => {
  server = await startAccessServer();
  site = await server.site();
  administrator = await server.person('administrator', site.site_id);
  operator = await server.person('operator');
});
after(() => server[Symbol.asyncDispose]());

const log = (person: TestPerson) => server.client(AuditService, person.signedIn);

async function rename(by: TestPerson, user: TestPerson, displayName: string): Promise<void> {
  await server
    .client(UserService, by.signedIn)
    .updateUser({ userId: user.accountId, siteId: user.siteId, displayName });
}

test('an administrator sees what was done on their site, by whom and to whom, newest first', async () => {
  const user = await server.person('customer', site.site_id);
  await rename(administrator, user, 'Eleni');
  await server.client(SiteService, administrator.signedIn).rotateSecret({ siteId: site.site_id });
  const { entries } = await log(administrator).listAuditEntries({});
  const [rotated, renamed] = entries;
  assert.deepEqual(
    [rotated?.action, rotated?.targetKind, rotated?.targetName, rotated?.actor?.name],
    ['site.secret-rotated', AuditTargetKind.SITE, site.name, 'Some administrator'],
  );
  assert.deepEqual(
    [renamed?.action, renamed?.targetKind, renamed?.targetId, renamed?.targetName, renamed?.detail],
    ['user.updated', AuditTargetKind.ACCOUNT, user.accountId, 'Eleni', { fields: 'displayName' }],
  );
  assert.deepEqual(
    [renamed?.actor?.kind, renamed?.actor?.id],
    [AuditActorKind.PERSON, administrator.accountId],
  );
  assert.ok(entries.every(({ siteId }) => siteId === site.site_id));
});

test('a site is not told who of the platform did something to it', async () => {
  const user = await server.person('customer', site.site_id);
  await rename(operator, user, 'Maria');
  const [seen] = (await log(administrator).listAuditEntries({ targetId: user.accountId })).entries;
  assert.deepEqual(
    [seen?.actor?.kind, seen?.actor?.id, seen?.actor?.name],
    [AuditActorKind.PLATFORM, '', ''],
  );
  const byThem = await log(administrator).listAuditEntries({ actorId: operator.accountId });
  assert.deepEqual(byThem.entries, []);
  const [all] = (await log(operator).listAuditEntries({ targetId: user.accountId })).entries;
  assert.deepEqual([all?.actor?.id, all?.siteName], [operator.accountId, site.name]);
});

test('those who run the platform see every site, others theirs alone', async () => {
  const other = await server.site();
  const stranger = await server.person('administrator', other.site_id);
  const platformAdministrator = await server.person('administrator');
  for (const person of [operator, platformAdministrator]) {
    const { entries } = await log(person).listAuditEntries({ pageSize: 200 });
    const sites = new Set(entries.map(({ siteId }) => siteId));
    assert.ok(sites.has(site.site_id) && sites.has(other.site_id));
    const one = await log(person).listAuditEntries({ siteId: other.site_id });
    assert.deepEqual([...new Set(one.entries.map(({ siteId }) => siteId))], [other.site_id]);
  }
  const { entries } = await log(stranger).listAuditEntries({ targetId: administrator.accountId });
  assert.deepEqual(entries, []);
  const refused = log(stranger).listAuditEntries({ siteId: site.site_id });
  await failure(refused, Code.PermissionDenied, 'OTHER_SITE');
});

test('pages have every entry once, and filters find by action and time', async () => {
  const user = await server.person('customer', site.site_id);
  for (let count = 0; count < 4; count++) await rename(administrator, user, `Name ${count}`);
  const ids: bigint[] = [];
  let pageToken = '';
  do {
    const page = await log(administrator).listAuditEntries({
      targetId: user.accountId,
      pageSize: 2,
      pageToken,
    });
    ids.push(...page.entries.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  assert.equal(ids.length, 5);
  assert.deepEqual(
    ids,
    [...new Set(ids)].sort((one, other) => Number(other - one)),
  );

  const targetId = user.accountId;
  const created = await log(administrator).listAuditEntries({ targetId, action: 'user.created' });
  assert.deepEqual(
    created.entries.map(({ action }) => action),
    ['user.created'],
  );
  const [newest] = (await log(administrator).listAuditEntries({ targetId })).entries;
  assert.ok(newest?.at);
  const since = await log(administrator).listAuditEntries({ targetId, from: newest.at });
  assert.deepEqual([since.entries.length, since.entries[0]?.id], [1, newest.id]);
  const before = await log(administrator).listAuditEntries({ targetId, to: newest.at });
  assert.equal(before.entries.length, 4);
  const nonsense = log(administrator).listAuditEntries({ pageToken: '1 or 1=1' });
  await failure(nonsense, Code.InvalidArgument, 'UNKNOWN_PAGE');
});

test('whoever is gone has no name, and what they did stays', async () => {
  const user = await server.person('customer', site.site_id);
  await server.client(UserService, administrator.signedIn).deleteUser({ userId: user.accountId });
  const [entry] = (await log(administrator).listAuditEntries({ targetId: user.accountId })).entries;
  assert.deepEqual(
    [entry?.action, entry?.targetName, entry?.targetKind],
    ['user.deleted', '', AuditTargetKind.UNSPECIFIED],
  );
});
