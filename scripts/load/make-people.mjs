import { randomUUID } from 'node:crypto';
import { addPerson } from '../../packages/server/src/accounts/add-person.ts';
import { PLATFORM_SITE_ID } from '../../packages/server/src/accounts/platform-site.ts';
import { startSession } from '../../packages/server/src/accounts/sessions.ts';

const AT_ONCE = 8;

/**
 * Makes subscribers in their trial, each with a session and an address of their own. They are not signed in by a password:
 * hashing thousands of them would be what is measured.
 *
 * @param {import('../../packages/server/src/platform/postgres/database.ts').Sql} sql
 * @returns {Promise<{ cookie: string, address: string }[]>}
 */
export async function makePeople(sql, count) {
  const people = [];
  const work = async () => {
    while (people.length < count) {
      const address = addressOf(people.length);
      const person = people[people.push({ cookie: '', address }) - 1];
      person.cookie = `wattlet_session=${await signIn(sql)}`;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return people;
}

function signIn(sql) {
  const now = new Date();
  return sql.begin(async (tx) => {
    const { row } = await addPerson(tx, {
      ...{ siteId: PLATFORM_SITE_ID, role: 'customer', displayName: 'A subscriber', passwordHash: undefined },
      ...{ email: `${randomUUID()}@people.example`, emailVerified: true },
      ...{ actor: undefined, action: 'user.created', now },
    });
    const account = { siteId: row.site_id, accountId: row.account_id };
    const { value } = await startSession(tx, account, { userAgent: 'npm run load', now });
    return value;
  });
}

/** Of the network 10.0.0.0/8. */
const addressOf = (index) => [10, index >> 16, (index >> 8) & 255, index & 255].join('.');
