import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Principal, Role } from '../access/principal.ts';
import type { Subscription } from '../gen/wattlet/v1/account_pb.js';
import type { Order } from './payment-provider.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';
import { PASSWORD, signUp as signUpPerson } from './testing/sign-up.ts';
import { testPerson } from './testing/test-person.ts';

const START = new Date('2024-01-01T12:00:00Z');
const orders: Order[] = [];
let paymentFails = false;

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture({
    payment: {
      reason: 'manual',
      async pay(order) {
        if (paymentFails) throw new ConnectError('the card was refused', Code.FailedPrecondition);
        orders.push(order);
      },
    },
  });
});
after(() => fixture[Symbol.asyncDispose]());

async function signUp() {
  fixture.now = START;
  const { browser, email, account } = await signUpPerson(fixture);
  return { browser, email, id: account.id };
}

const by = (role: Role, siteId = PLATFORM_SITE_ID) =>
  fixture.browser({ principal: testPerson({ role, siteId }) });
const endOf = (subscription: Subscription | undefined) =>
  subscription?.endsAt && timestampDate(subscription.endsAt).toISOString();

test('months are added to the end while it runs, and to now when it has ended', async () => {
  const { browser, email } = await signUp();
  const first = await browser.accounts.extendSubscription({ requestId: randomUUID(), months: 1 });
  assert.equal(endOf(first.subscription), '2024-02-29T12:00:00.000Z');
  assert.deepEqual([first.subscription?.trial, first.subscription?.active], [false, true]);
  const second = await browser.accounts.extendSubscription({ requestId: randomUUID(), months: 1 });
  assert.equal(endOf(second.subscription), '2024-03-31T12:00:00.000Z');
  fixture.now = new Date('2024-05-05T05:00:00Z');
  await browser.accounts.signIn({ email, password: PASSWORD });
  const { subscription } = await browser.accounts.getSubscription({});
  assert.deepEqual([subscription?.active, subscription?.daysLeft], [false, 0]);
  const third = await browser.accounts.extendSubscription({ requestId: randomUUID(), months: 12 });
  assert.equal(endOf(third.subscription), '2025-05-05T05:00:00.000Z');
  const { ledger } = await browser.accounts.getSubscription({});
  assert.deepEqual(
    ledger.map(({ months, reason }) => [months, reason]),
    [
      ...[
        [12, 'manual'],
        [1, 'manual'],
        [1, 'manual'],
        [0, 'trial'],
      ],
    ],
  );
});

test('a request id adds and pays its months once, and names one number of months only', async () => {
  const { browser, id } = await signUp();
  const request = { requestId: randomUUID(), months: 2 };
  const first = await browser.accounts.extendSubscription(request);
  const again = await browser.accounts.extendSubscription(request);
  assert.deepEqual(again.subscription, first.subscription);
  assert.equal(orders.filter(({ accountId }) => accountId === id).length, 1);
  const other = browser.accounts.extendSubscription({ ...request, months: 3 });
  await failure(other, Code.AlreadyExists, 'REQUEST_ID_REUSED');
});

test('requests at the same time all count, repeated ones once', async () => {
  const { browser, id } = await signUp();
  const ids = Array.from({ length: 5 }, () => randomUUID());
  await Promise.all(
    [...ids, ...ids].map((requestId) => browser.accounts.extendSubscription({ requestId, months: 1 })),
  );
  const { subscription, ledger } = await browser.accounts.getSubscription({});
  assert.equal(endOf(subscription), '2024-06-30T12:00:00.000Z');
  assert.equal(ledger.length, 6);
  const [counted] = await fixture.sql<{ count: bigint }[]>`
    select count(*) from audit_entry where target_id = ${id} and action = 'subscription.extended'`;
  assert.equal(counted?.count, 5n);
});

test('a payment that is refused adds nothing, and the same request may be tried again', async () => {
  const { browser } = await signUp();
  const request = { requestId: randomUUID(), months: 1 };
  paymentFails = true;
  await assert.rejects(browser.accounts.extendSubscription(request), /the card was refused/);
  paymentFails = false;
  assert.equal((await browser.accounts.getSubscription({})).ledger.length, 1);
  await browser.accounts.extendSubscription(request);
  assert.equal((await browser.accounts.getSubscription({})).ledger.length, 2);
});

test('an administrator grants months to an account of the site, without payment', async () => {
  const { browser, id } = await signUp();
  const request = { requestId: randomUUID(), months: 1, accountId: id };
  const { subscription } = await by('administrator').accounts.extendSubscription(request);
  assert.equal(endOf(subscription), '2024-02-29T12:00:00.000Z');
  assert.equal(orders.filter(({ accountId }) => accountId === id).length, 0);
  const { ledger } = await browser.accounts.getSubscription({});
  assert.equal(ledger[0]?.reason, 'granted');
});

test('nobody else grants months, nor to accounts of another site', async () => {
  const { browser, id } = await signUp();
  const site = await fixture.addSite('utility');
  const request = () => ({ requestId: randomUUID(), months: 1, accountId: id });
  await failure(browser.accounts.extendSubscription(request()), Code.PermissionDenied, 'ROLE_TOO_LOW');
  await failure(by('agent').accounts.extendSubscription(request()), Code.PermissionDenied, 'ROLE_TOO_LOW');
  const elsewhere = by('administrator', site).accounts.extendSubscription(request());
  await failure(elsewhere, Code.FailedPrecondition, 'COVERED_BY_SITE');
  const nobody = { ...request(), accountId: randomUUID() };
  await failure(by('administrator').accounts.extendSubscription(nobody), Code.NotFound, 'UNKNOWN_ACCOUNT');
});

test('lines of the ledger are only added', async () => {
  const { browser } = await signUp();
  const former = (await browser.accounts.getSubscription({})).ledger;
  await browser.accounts.extendSubscription({ requestId: randomUUID(), months: 1 });
  assert.deepEqual((await browser.accounts.getSubscription({})).ledger.slice(1), former);
});

test('who is not signed in has no subscription', async () => {
  const principal: Principal = { kind: 'anonymous' };
  const nobody = fixture.browser({ principal }).accounts;
  await failure(nobody.getSubscription({}), Code.Unauthenticated, 'SIGN_IN_NEEDED');
});
