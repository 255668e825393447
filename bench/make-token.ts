import type { Role, Scope } from '../packages/server/src/access/principal.ts';
import { createAccessToken } from '../packages/server/src/accounts/access-tokens.ts';
import { findAccountByEmail } from '../packages/server/src/accounts/account-store.ts';
import { ensurePerson } from '../packages/server/src/accounts/ensure-person.ts';
import type { BenchNode } from './bench-node.ts';

const EMAIL = 'bench@people.example';

/** Makes a person of the platform, if there is none yet, and an access token of theirs. */
export async function makeToken(
  { node }: BenchNode,
  { role, scopes }: { readonly role: Role; readonly scopes: readonly Scope[] },
): Promise<string> {
  const { sql } = node.platform.database;
  await ensurePerson(sql, { email: EMAIL, displayName: 'Bench', role, password: 'long enough for a bench' });
  const account = await findAccountByEmail(sql, EMAIL);
  if (!account) throw new Error('the account was not made');
  const owner = { siteId: account.site_id, accountId: account.account_id };
  const { token } = await sql.begin((tx) =>
    createAccessToken(tx, owner, { name: 'bench', scopes, days: 1, now: new Date() }),
  );
  return token;
}
