import assert from 'node:assert/strict';
import type { AccountFixture } from './account-fixture.ts';

/** For tests: the password of everybody who signs up. */
export const PASSWORD = 'tall ships sail west';

let people = 0;

/** For tests: somebody new signs up, from an address of their own unless one is given. */
export async function signUp(
  fixture: AccountFixture,
  {
    address = `192.0.2.${++people}`,
    displayName = 'Eleni',
  }: { readonly address?: string | undefined; readonly displayName?: string } = {},
) {
  const email = `person${++people}@example.gr`;
  const browser = fixture.browser({ address });
  const { account } = await browser.accounts.signUp({ email, displayName, password: PASSWORD });
  assert.ok(account);
  return { browser, email, address, account };
}
