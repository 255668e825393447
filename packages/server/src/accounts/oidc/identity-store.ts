import type { AnySql, Transaction } from '../../platform/postgres/database.ts';
import type { AccountKey } from '../account-key.ts';
import type { ProviderIdentity } from './provider-identity.ts';

/** The account that an identity belongs to. */
export async function findByIdentity(
  sql: AnySql,
  { issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>,
): Promise<AccountKey | undefined> {
  const [row] = await sql<AccountKey[]>`
    select site_id as "siteId", account_id as "accountId" from provider_identity
    where issuer = ${issuer} and subject = ${subject}`;
  return row;
}

/** The account that has an address, whatever its case, locked against changes until the transaction ends. */
export async function lockByEmail(
  tx: Transaction,
  email: string,
): Promise<(AccountKey & { readonly emailVerified: boolean }) | undefined> {
  const [row] = await tx<(AccountKey & { emailVerified: boolean })[]>`
    select site_id as "siteId", account_id as "accountId", email_verified as "emailVerified" from account
    where lower(email) = lower(${email}) for no key update`;
  return row;
}

/** Notes whose an identity is. */
export async function insertIdentity(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
  { issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>,
): Promise<void> {
  await tx`
    insert into provider_identity (issuer, subject, site_id, account_id)
    values (${issuer}, ${subject}, ${siteId}, ${accountId})`;
}
