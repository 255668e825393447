import { timingSafeEqual } from 'node:crypto';
import type { CredentialResolver, Credentials } from '../access/credential-resolver.ts';
import type { SiteBackend } from '../access/principal.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import { checkSite } from './check-site.ts';
import { hashKey, siteOfKey } from './site-keys.ts';
import { findSiteWithSecrets } from './site-store.ts';

/** Knows the backend of a site by its secret, `sk_…`. A secret that a page shows is refused: it must not be there. */
export class SiteSecretResolver implements CredentialResolver {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async resolve({ bearer, origin }: Credentials, now: Date): Promise<SiteBackend | undefined> {
    if (!bearer?.startsWith('sk_')) return undefined;
    if (origin !== undefined) {
      const message = 'a secret is for the backend of a site: rotate it, and let no page have it';
      throw unauthenticated({ reason: 'SECRET_IN_PAGE', message });
    }
    const siteId = siteOfKey('sk', bearer);
    const site = siteId === undefined ? undefined : await findSiteWithSecrets(this.#sql, siteId, now);
    const hash = hashKey(bearer);
    if (!site?.hashes.some((known) => timingSafeEqual(known, hash))) {
      throw unauthenticated({ reason: 'KEY_NOT_ACCEPTED', message: 'the secret is none of a site' });
    }
    checkSite(site, undefined);
    return { kind: 'site-backend', siteId: site.site_id };
  }
}
