import { errors } from 'jose';
import type { CredentialResolver, Credentials } from '../access/credential-resolver.ts';
import type { Person } from '../access/principal.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import { checkSite } from './check-site.ts';
import { type CustomerRow, findSiteAndCustomer, provisionCustomer } from './customer-store.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { SiteKeySets } from './site-key-sets.ts';
import type { SiteRow } from './site-store.ts';
import {
  type ClaimedIdentity,
  type EmbedTokenClaims,
  looksLikeToken,
  readClaimedIdentity,
  refused,
  type TokenExpectations,
  verifyEmbedToken,
} from './verify-embed-token.ts';

/** What {@link EmbedTokenResolver} needs. */
export interface EmbedTokenResolverOptions {
  readonly sql: Sql;
  readonly signingKeys: SigningKeys;
  readonly siteKeySets: Pick<SiteKeySets, 'of'>;
  /** Origin of this server: `iss` of its own tokens, `aud` of all. */
  readonly issuer: string;
}

/**
 * Knows customers of a site by a token: of this server's own (see `CreateEmbedToken`), or one that the site signed with its
 * own key. Both name the site by the claim `site`; a site's own must also say the `iss` it has registered. A customer who
 * comes for the first time gets an account.
 */
export class EmbedTokenResolver implements CredentialResolver {
  readonly #options: EmbedTokenResolverOptions;

  constructor(options: EmbedTokenResolverOptions) {
    this.#options = options;
  }

  async resolve({ bearer, origin }: Credentials, now: Date): Promise<Person | undefined> {
    if (bearer === undefined || !looksLikeToken(bearer)) return undefined;
    const { sql } = this.#options;
    const identity = readClaimedIdentity(bearer);
    const found = await findSiteAndCustomer(sql, identity.siteId, identity.subject);
    if (found === undefined) throw refused();
    const { site } = found;
    const claims = await verifyEmbedToken(bearer, this.#expectationsOf(identity, site, now), now);
    checkSite(site, origin);
    if (found.customer?.is_disabled) throw accountDisabled();
    const customer = await this.#customerOf(identity, claims, found.customer);
    return {
      kind: 'person',
      siteId: site.site_id,
      accountId: customer.account_id,
      // A site vouches for its own people, and nobody on a site operates the platform.
      role: customer.role === 'operator' ? 'administrator' : customer.role,
      via: 'embed-token',
      scopes: claims.scopes,
      credentialId: claims.tokenId,
      expiresAt: claims.expiresAt,
    };
  }

  #expectationsOf({ issuer }: ClaimedIdentity, site: SiteRow, now: Date): TokenExpectations {
    const { signingKeys, siteKeySets, issuer: self } = this.#options;
    if (issuer === self) {
      const key = ({ kid = '' }: { kid?: string }) => {
        const found = signingKeys.find(kid, now);
        if (found === undefined) throw new errors.JWKSNoMatchingKey();
        return found.publicKey;
      };
      return { issuer, audience: self, algorithms: ['EdDSA'], key };
    }
    if (site.jwks_url === null || issuer !== site.jwt_issuer) throw refused();
    const key = siteKeySets.of(site.jwks_url);
    return { issuer, audience: self, algorithms: ['RS256', 'ES256', 'EdDSA'], key };
  }

  async #customerOf(
    { siteId, subject }: ClaimedIdentity,
    { displayName }: EmbedTokenClaims,
    known: CustomerRow | undefined,
  ): Promise<CustomerRow> {
    if (known && (displayName === undefined || displayName === known.display_name)) return known;
    return provisionCustomer(this.#options.sql, siteId, { subject, displayName: displayName ?? subject });
  }
}

function accountDisabled() {
  const message = 'an administrator of the site has disabled this account';
  return unauthenticated({ reason: 'ACCOUNT_DISABLED', message });
}
