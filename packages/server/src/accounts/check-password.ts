import type { Caller } from '../access/caller-key.ts';
import { permissionDenied, unauthenticated } from '../rpc/errors.ts';
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

/** An account, and the hash that its password was right for. */
export interface CheckedPassword extends AccountKey {
  readonly passwordHash: string;
}

/**
 * Finds the account whose e-mail address and password are given. A hash that was made at other costs than today's is
 * made again.
 *
 * @throws `unauthenticated`, the same and after the same steps for an unknown address, an account without a
 *   password and a wrong password; `resource_exhausted` after too many attempts; `permission_denied` for the right
 *   password of a disabled account.
 */
export async function checkPassword(parts: Parts, claim: PasswordClaim): Promise<CheckedPassword> {
  const { sql, passwords, limits, addressKey, now } = parts;
  const { email, password, caller, signal, isSignedIn = false } = claim;
  const found = await findSignIn(sql, email, hashAddress(addressKey, caller.address));
  const isKnownAddress = isSignedIn || (found?.isKnownAddress ?? false);
  const attempt = { email, address: caller.address, isKnownAddress };
  await limits.countAttempt(attempt, now());
  const isRight = await passwords.verify(found?.passwordHash, password, signal);
  if (!isRight || found?.passwordHash === undefined) throw wrongPassword();
  await limits.forgive(attempt);
  if (found.isDisabled) throw accountDisabled();
  const { siteId, accountId, passwordHash } = found;
  if (!passwords.needsRehash(passwordHash)) return { siteId, accountId, passwordHash };
  const hash = await passwords.hash(password);
  await setPasswordHash(sql, found, { hash, replacing: passwordHash });
  return { siteId, accountId, passwordHash: hash };
}

/** Checks the password of somebody who is signed in, under the same limits. */
export async function confirmPassword(
  parts: Parts,
  { site_id, account_id, email }: AccountRow,
  claim: Omit<PasswordClaim, 'email' | 'isSignedIn'>,
): Promise<CheckedPassword> {
  const checked = await checkPassword(parts, { ...claim, email: email ?? '', isSignedIn: true });
  if (checked.siteId !== site_id || checked.accountId !== account_id) throw wrongPassword();
  return checked;
}

/** `permission_denied`: told to those only who have shown that the account is theirs. */
export function accountDisabled() {
  const message = 'an administrator has disabled this account: ask them';
  return permissionDenied({ reason: 'ACCOUNT_DISABLED', message });
}

/** `unauthenticated`, without saying which of the two is wrong. */
export function wrongPassword() {
  const message = 'the e-mail address or the password is not right';
  return unauthenticated({ reason: 'WRONG_CREDENTIALS', message });
}
