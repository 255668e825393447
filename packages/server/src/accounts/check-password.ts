import type { Caller } from '../access/caller-key.ts';
import { unauthenticated } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import type { AccountParts } from './account-parts.ts';
import { type AccountRow, findSignIn, setPasswordHash } from './account-store.ts';
import { hashAddress } from './known-addresses.ts';

type Parts = Pick<AccountParts, 'sql' | 'passwords' | 'limits' | 'addressKey' | 'now'>;

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

/**
 * Finds the account whose e-mail address and password are given. A hash that was made at other costs than today's is
 * made again.
 *
 * @throws `unauthenticated`, the same and after the same steps for an unknown address, an account without a
 *   password and a wrong password; `resource_exhausted` after too many attempts.
 */
export async function checkPassword(parts: Parts, claim: PasswordClaim): Promise<AccountKey> {
  const { sql, passwords, limits, addressKey, now } = parts;
  const { email, password, caller, signal, isSignedIn = false } = claim;
  const found = await findSignIn(sql, email, hashAddress(addressKey, caller.address));
  const isKnownAddress = isSignedIn || (found?.isKnownAddress ?? false);
  const attempt = { email, address: caller.address, isKnownAddress };
  await limits.countAttempt(attempt, now());
  const isRight = await passwords.verify(found?.passwordHash, password, signal);
  if (!isRight || found?.passwordHash === undefined) throw wrongPassword();
  await limits.forgive(attempt);
  if (passwords.needsRehash(found.passwordHash)) {
    const hash = await passwords.hash(password);
    await setPasswordHash(sql, found, { hash, replacing: found.passwordHash });
  }
  return found;
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

function wrongPassword() {
  const message = 'the e-mail address or the password is not right';
  return unauthenticated({ reason: 'WRONG_CREDENTIALS', message });
}
