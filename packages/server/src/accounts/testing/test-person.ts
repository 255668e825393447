import { randomUUID } from 'node:crypto';
import { type Person, SCOPES } from '../../access/principal.ts';
import { PLATFORM_SITE_ID } from '../platform-site.ts';

/** For tests: a signed-in person, who need not be stored. */
export function testPerson(given: Partial<Person> = {}): Person {
  return {
    kind: 'person',
    siteId: PLATFORM_SITE_ID,
    accountId: randomUUID(),
    role: 'customer',
    via: 'session',
    scopes: new Set(SCOPES),
    credentialId: randomUUID(),
    expiresAt: new Date('2100-01-01T00:00:00Z'),
    ...given,
  };
}
