import type { Caller } from '../access/caller-key.ts';
import { unauthenticated } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import type { AccountParts } from './account-parts.ts';
import { type AccountRow, findPasswordHash, setPasswordHash } from './account-store.ts';
import { hashAddress, isKnownAddress } from './known-addresses.ts';

type Parts = Pick<AccountParts, 'sql' | 'passwords' | 'limits' | 'addressKey'>;

/** A password that somebody claims to be an account's. */
export interface PasswordClaim {
  /** As it was typed. */
  readonly email: string;
  readonly password: string;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** True for somebody who is signed in: they are no stranger, wherever they are now. */
  readonly isSignedIn?: true;
}

/** Stands in for an account that there is not, so that every claim takes the same steps. */
const NOBODY: AccountKey = {
  siteId: '00000000-0000-0000-0000-000000000000',
  accountId: '00000000-0000-0000-0000-000000000000',
};

/**
 * Finds the account whose e-mail address and password are given. A hash that was made at other costs than today's is
 * made again.
 *
 * @throws `unauthenticated`, the same and after the same time for an unknown address, an account without a
 *   password and a wrong password; `resource_exhausted` after too many attempts.
 */
export async function checkPassword(parts: Parts, claim: PasswordClaim): Promise<AccountKey> {
  const { sql, passwords, limits, addressKey } = parts;
  const { email, password, caller, signal } = claim;
  const found = await findByEmail(parts, email);
  const account = found ?? NOBODY;
  const hash = hashAddress(addressKey, account, caller.address);
  const attempt = {
    email,
    address: caller.address,
    isKnownAddress: (await isKnownAddress(sql, account, hash)) || claim.isSignedIn === true,
  };
  await limits.countAttempt(attempt);
  const stored = await findPasswordHash(sql, account);
  if (!(await passwords.verify(stored, password, signal)) || stored === undefined) throw wrongPassword();
  await limits.forgive(attempt);
  if (passwords.needsRehash(stored)) {
    await setPasswordHash(sql, account, { hash: await passwords.hash(password), replacing: stored });
  }
  return account;
}

/** Checks the password of somebody who is signed in, under the same limits. */
export async function confirmPassword(
  parts: Parts,
  { site_id, account_id, email }: AccountRow,
  claim: Omit<PasswordClaim, 'email' | 'isSignedIn'>,
): Promise<void> {
  const account = await checkPassword(parts, { ...claim, email: email ?? '', isSignedIn: true });
  if (account.siteId !== site_id || account.accountId !== account_id) throw wrongPassword();
}

async function findByEmail({ sql }: Parts, email: string): Promise<AccountKey | undefined> {
  const [row] = await sql<{ site_id: string; account_id: string }[]>`
    select site_id, account_id from account where lower(email) = lower(${email.trim()})`;
  return row && { siteId: row.site_id, accountId: row.account_id };
}

function wrongPassword() {
  const message = 'the e-mail address or the password is not right';
  return unauthenticated({ reason: 'WRONG_CREDENTIALS', message });
}
