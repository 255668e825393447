import type { Transaction } from '../../platform/postgres/database.ts';
import type { AccountKey } from '../account-key.ts';
import { addPerson } from '../add-person.ts';
import { audit } from '../audit.ts';
import { PLATFORM_SITE_ID } from '../platform-site.ts';
import { findByIdentity, insertIdentity, lockByEmail } from './identity-store.ts';
import type { ProviderIdentity } from './provider-identity.ts';
import { SignInError } from './sign-in-error.ts';

/** Whose account it is, and how that came about. */
export interface IdentifiedAccount {
  readonly account: AccountKey;
  readonly how: 'known' | 'linked' | 'signed-up';
}

/**
 * The account of somebody who came from a provider. One they had before; else one with their address, if both the
 * provider and we know that it is theirs: otherwise whoever registers an address that is not their own would be let in with its
 * owner, or the other way round; else a new one on the platform's own site, with a trial.
 *
 * Two at once for the same person or address fail with `23505`: try again.
 *
 * @throws SignInError `email_missing`, `email_taken`
 */
export async function accountOfIdentity(
  tx: Transaction,
  identity: ProviderIdentity,
  now: Date,
): Promise<IdentifiedAccount> {
  const known = await findByIdentity(tx, identity);
  if (known) return { account: known, how: 'known' };
  const { email, emailVerified } = identity;
  if (email === undefined) throw new SignInError('email_missing');
  const owner = await lockByEmail(tx, email);
  if (owner && !(owner.emailVerified && emailVerified)) throw new SignInError('email_taken');
  const account = owner ?? (await signUp(tx, { ...identity, email }, now));
  await insertIdentity(tx, account, identity);
  if (owner) {
    const detail = { issuer: identity.issuer };
    await audit(tx, { target: owner, actorId: owner.accountId, action: 'account.linked', detail });
  }
  return { account, how: owner ? 'linked' : 'signed-up' };
}

async function signUp(
  tx: Transaction,
  { email, emailVerified, displayName }: ProviderIdentity & { readonly email: string },
  now: Date,
): Promise<AccountKey> {
  const { row } = await addPerson(tx, {
    siteId: PLATFORM_SITE_ID,
    email,
    emailVerified,
    displayName: displayName ?? email,
    passwordHash: undefined,
    role: 'customer',
    actor: 'oneself',
    action: 'account.signed-up',
    now,
  });
  return { siteId: row.site_id, accountId: row.account_id };
}
