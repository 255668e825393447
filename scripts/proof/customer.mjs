import { randomUUID } from 'node:crypto';
import { createClient } from '../../packages/sdk/src/index.ts';
import { createAccessToken } from '../../packages/server/src/accounts/access-tokens.ts';
import { ensurePerson } from '../../packages/server/src/accounts/ensure-person.ts';
import { PLATFORM_SITE_ID } from '../../packages/server/src/accounts/platform-site.ts';

/** The client of a new customer, who may chat. */
export async function newCustomer({ sql, url }) {
  const email = `${randomUUID()}@people.example`;
  await ensurePerson(sql, { email, displayName: 'A customer', role: 'customer', password: randomUUID() });
  const [{ account_id: accountId }] = await sql`
    select account_id from account where site_id = ${PLATFORM_SITE_ID} and email = ${email}`;
  const { token } = await sql.begin((tx) =>
    createAccessToken(
      tx,
      { siteId: PLATFORM_SITE_ID, accountId },
      { name: 'proof', scopes: ['chat'], days: 1, now: new Date() },
    ),
  );
  return createClient({ baseUrl: url, getToken: () => token });
}
