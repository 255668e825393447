import type { Role } from '../access/principal.ts';
import type { Sql, Transaction } from '../platform/postgres/database.ts';
import {
  type AccountRow,
  claimingEmail,
  findAccountByEmail,
  setPasswordHash,
  updateAccount,
} from './account-store.ts';
import { addPerson } from './add-person.ts';
import { endPasswordLink } from './end-password-link.ts';
import { PasswordHasher } from './password-hasher.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';

/** Somebody whom a deployment wants to have from its start on. */
export interface WantedPerson {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
  /** Whose they are; the platform's own unless given. Somebody who is there already stays where they are. */
  readonly siteId?: string;
  /** By which embed tokens of the platform's site name them; stays as it is unless given. */
  readonly subject?: string;
}

/**
 * Sees to it that there is an account with this address, role and password. One that is
 * there already is given them; its subscription stays as it is.
 */
export async function ensurePerson(sql: Sql, wanted: WantedPerson): Promise<void> {
  const { email, password, subject } = wanted;
  const passwordHash = await (await PasswordHasher.create()).hash(password);
  const known = await findAccountByEmail(sql, email);
  await claimingEmail(sql, async (tx) => {
    if (known) await give(tx, known, { ...wanted, passwordHash });
    else await add(tx, { ...wanted, passwordHash });
    if (subject !== undefined)
      await tx`update account set external_subject = ${subject} where lower(email) = lower(${email})`;
  });
}

type Hashed = WantedPerson & { readonly passwordHash: string };

async function give(tx: Transaction, known: AccountRow, wanted: Hashed): Promise<void> {
  const { displayName, role, passwordHash } = wanted;
  const account = { siteId: known.site_id, accountId: known.account_id };
  await updateAccount(tx, account, { displayName, role });
  await setPasswordHash(tx, account, { hash: passwordHash });
  await endPasswordLink(tx, account);
}

async function add(tx: Transaction, { siteId = PLATFORM_SITE_ID, ...wanted }: Hashed): Promise<void> {
  const { email, displayName, role, passwordHash } = wanted;
  await addPerson(tx, {
    ...{ siteId, email, emailVerified: true, displayName, passwordHash, role },
    ...{ actor: undefined, action: 'user.created', now: new Date() },
  });
}
