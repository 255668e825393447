import type { CredentialResolver, Credentials } from '../access/credential-resolver.ts';
import type { SiteKey } from '../access/principal.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import { checkSite } from './check-site.ts';
import { isSameKey, siteOfKey } from './site-keys.ts';
import { findSite } from './site-store.ts';

/** Knows pages of a site by its publishable key, `pk_…`. */
export class PublishableKeyResolver implements CredentialResolver {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async resolve({ bearer, origin }: Credentials): Promise<SiteKey | undefined> {
    if (!bearer?.startsWith('pk_')) return undefined;
    const siteId = siteOfKey('pk', bearer);
    const site = siteId === undefined ? undefined : await findSite(this.#sql, siteId);
    if (site === undefined || !isSameKey(bearer, site.publishable_key)) {
      throw unauthenticated({ reason: 'KEY_NOT_ACCEPTED', message: 'the publishable key is none of a site' });
    }
    checkSite(site, origin);
    return { kind: 'site-key', siteId: site.site_id };
  }
}
