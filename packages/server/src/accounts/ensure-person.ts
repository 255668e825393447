import type { Role } from '../access/principal.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { claimingEmail, findAccountByEmail, setPasswordHash, updateAccount } from './account-store.ts';
import { addPerson } from './add-person.ts';
import { PasswordHasher } from './password-hasher.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';

/** Somebody whom a deployment wants to have from its start on. */
export interface WantedPerson {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
}

/**
 * Sees to it that there is an account on the platform's own site with this address, role and password. One that is
 * there already is given them; its subscription stays as it is.
 */
export async function ensurePerson(sql: Sql, wanted: WantedPerson): Promise<void> {
  const { email, displayName, role, password } = wanted;
  const passwordHash = await (await PasswordHasher.create()).hash(password);
  const known = await findAccountByEmail(sql, email);
  await claimingEmail(sql, async (tx) => {
    if (known) {
      const account = { siteId: known.site_id, accountId: known.account_id };
      await updateAccount(tx, account, { displayName, role });
      await setPasswordHash(tx, account, { hash: passwordHash });
      return;
    }
    await addPerson(tx, {
      ...{ siteId: PLATFORM_SITE_ID, email, emailVerified: true, displayName, passwordHash, role },
      ...{ actor: undefined, action: 'user.created', now: new Date() },
    });
  });
}
