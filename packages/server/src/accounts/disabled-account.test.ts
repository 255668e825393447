import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { UserService } from '../gen/wattlet/v1/user_pb.js';
import { type AccessServer, bearer, type Headers, startAccessServer } from '../testing/access-server.ts';
import { failure } from './testing/failure.ts';

const PASSWORD = 'tall ships sail west';

let server: AccessServer;
before(async () => {
  server = await startAccessServer();
});
after(() => server[Symbol.asyncDispose]());

const accounts = (headers: Headers = {}) => server.client(AccountService, headers);

async function disable(administrator: Headers, userId: string, disabled: boolean) {
  const { user } = await server.client(UserService, administrator).updateUser({ userId, disabled });
  return user;
}

test('a disabled user is kept out by session, access token and password, and let in again', async () => {
  const { signedIn: administrator } = await server.person('administrator');
  const email = `${randomUUID()}@example.gr`;
  const { user } = await server
    .client(UserService, administrator)
    .createUser({ email, displayName: 'Eleni', role: 1, password: PASSWORD });
  const userId = user?.id ?? '';
  const token = await server.accessToken({
    siteId: user?.siteId ?? '',
    accountId: userId,
    sessionId: '',
    signedIn: {},
  });
  await accounts().signIn({ email, password: PASSWORD });
  await accounts(token.headers).getSubscription({});

  assert.ok((await disable(administrator, userId, true))?.disabledAt);
  await failure(accounts().signIn({ email, password: PASSWORD }), Code.PermissionDenied, 'ACCOUNT_DISABLED');
  // Who does not know the password learns nothing.
  await failure(
    accounts().signIn({ email, password: `${PASSWORD}!` }),
    Code.Unauthenticated,
    'WRONG_CREDENTIALS',
  );
  await failure(accounts(token.headers).getSubscription({}), Code.Unauthenticated, 'ACCESS_TOKEN_ENDED');

  assert.equal((await disable(administrator, userId, false))?.disabledAt, undefined);
  await accounts().signIn({ email, password: PASSWORD });
  await accounts(token.headers).getSubscription({});
});

test('the sessions of somebody who is disabled end, also after they are let in again', async () => {
  const { signedIn: administrator } = await server.person('administrator');
  const person = await server.person();
  await disable(administrator, person.accountId, true);
  assert.equal((await accounts(person.signedIn).getSession({})).account, undefined);
  await disable(administrator, person.accountId, false);
  assert.equal((await accounts(person.signedIn).getSession({})).account, undefined);
});

test("a disabled customer of a site is kept out whatever token the site's backend mints", async () => {
  const site = await server.site();
  const { signedIn: administrator } = await server.person('administrator', site.site_id);
  const mint = async () => {
    const { token } = await server
      .client(SiteService, site.secret)
      .createEmbedToken({ subject: 'customer 1' });
    return bearer(token);
  };
  const { account } = await accounts(await mint()).getSession({});
  await disable(administrator, account?.id ?? '', true);
  await failure(accounts(await mint()).getSession({}), Code.Unauthenticated, 'ACCOUNT_DISABLED');
  await disable(administrator, account?.id ?? '', false);
  assert.equal((await accounts(await mint()).getSession({})).account?.id, account?.id);
});

test('the last administrator of a site cannot be disabled, and one who is disabled is none', async () => {
  const site = await server.site();
  const one = await server.person('administrator', site.site_id);
  const other = await server.person('administrator', site.site_id);
  await disable(one.signedIn, other.accountId, true);
  const refused = disable(one.signedIn, one.accountId, true);
  await failure(refused, Code.FailedPrecondition, 'LAST_ADMINISTRATOR');
});
