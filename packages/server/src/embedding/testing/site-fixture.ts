import { type Client, createClient, createRouterTransport, type Interceptor } from '@connectrpc/connect';
import type { Principal } from '../../access/principal.ts';
import { principalKey } from '../../access/principal-key.ts';
import { openPlatform } from '../../accounts/open-platform.ts';
import { SiteService } from '../../gen/wattlet/v1/site_pb.js';
import type { Sql } from '../../platform/postgres/database.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { validationInterceptor } from '../../rpc/validate.ts';
import { masterSecret } from '../master-secret.ts';
import { type SigningKeys, signingKeys } from '../signing-keys.ts';
import { siteService } from '../site-service.ts';

/** For tests: origin of the server. */
export const TEST_ISSUER = 'https://wattlet.example';

/** For tests: sites in a database of their own, and a clock that stands. */
export interface SiteFixture extends AsyncDisposable {
  readonly sql: Sql;
  readonly signingKeys: SigningKeys;
  /** The time for the service; may be set. */
  now: Date;
  /** A client of the service as this principal. */
  as(principal: Principal): Client<typeof SiteService>;
}

/** For tests: opens {@link SiteFixture}. */
export async function openSiteFixture(): Promise<SiteFixture> {
  const database = await createTestDatabase();
  const platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
  const { sql } = platform.database;
  const keys = signingKeys(masterSecret('a secret that is long enough for tests'));
  const fixture: SiteFixture = {
    sql,
    signingKeys: keys,
    now: new Date('2026-03-01T12:00:00Z'),
    as: (principal) => {
      const identify: Interceptor = (next) => (call) => {
        call.contextValues.set(principalKey, principal);
        return next(call);
      };
      const service = siteService({ sql, signingKeys: keys, issuer: TEST_ISSUER, now: () => fixture.now });
      const interceptors = [identify, validationInterceptor()];
      return createClient(
        SiteService,
        createRouterTransport((router) => router.service(SiteService, service), { router: { interceptors } }),
      );
    },
    async [Symbol.asyncDispose]() {
      await platform.close();
      await database[Symbol.asyncDispose]();
    },
  };
  return fixture;
}

/** For tests: whoever runs the server. */
export const OPERATOR: Principal = { kind: 'operator' };

/** For tests: somebody with this role on a site, signed in. */
export function person(siteId: string, role: 'customer' | 'agent' | 'administrator' | 'operator'): Principal {
  return {
    kind: 'person',
    siteId,
    accountId: '11111111-1111-4111-8111-111111111111',
    role,
    via: 'session',
    scopes: new Set(),
    credentialId: 'session',
    expiresAt: new Date('2100-01-01'),
  };
}
