import type { CredentialResolver, Credentials } from '../access/credential-resolver.ts';
import type { Person, Scope } from '../access/principal.ts';
import { checkSite } from '../embedding/check-site.ts';
import { findSiteAndCustomer } from '../embedding/customer-store.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import type { SettingsCache } from './settings-cache.ts';
import { looksLikeVisit, subjectOfVisitor, type VisitTokens } from './visit-token.ts';

const CHAT_ONLY: ReadonlySet<Scope> = new Set(['chat']);

/** Knows visitors by their tokens: customers without a name, who may chat and nothing else. */
export class VisitResolver implements CredentialResolver {
  readonly #sql: Sql;
  readonly #tokens: VisitTokens;
  readonly #settings: Pick<SettingsCache, 'of'>;

  constructor(sql: Sql, tokens: VisitTokens, settings: Pick<SettingsCache, 'of'>) {
    this.#sql = sql;
    this.#tokens = tokens;
    this.#settings = settings;
  }

  async resolve({ bearer, origin }: Credentials, now: Date): Promise<Person | undefined> {
    if (bearer === undefined || !looksLikeVisit(bearer)) return undefined;
    const visit = this.#tokens.read(bearer);
    if (visit === undefined || visit.expiresAt <= now) throw refused();
    const subject = subjectOfVisitor(visit.visitorId);
    const found = await findSiteAndCustomer(this.#sql, visit.siteId, subject);
    // Gone, too, once their conversations were taken over.
    if (!found?.customer || found.customer.is_disabled) throw refused();
    // The site has turned visitors off since.
    if (!(await this.#settings.of(visit.siteId)).anonymous) throw refused();
    checkSite(found.site, origin);
    return {
      kind: 'person',
      siteId: visit.siteId,
      accountId: found.customer.account_id,
      role: 'customer',
      via: 'embed-token',
      scopes: CHAT_ONLY,
      credentialId: visit.visitorId,
      expiresAt: visit.expiresAt,
    };
  }
}

function refused() {
  return unauthenticated({ reason: 'VISIT_NOT_ACCEPTED', message: 'the visit is over: start a new one' });
}
