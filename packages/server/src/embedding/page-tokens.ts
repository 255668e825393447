import type { Scope } from '../access/principal.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import type { WattletNode } from '../node.ts';
import { mintEmbedToken } from './embed-token.ts';
import { issueSecret } from './issue-secret.ts';
import { openMasterSecret } from './master-secret.ts';
import { parseOrigins } from './origins.ts';
import { signingKeys } from './signing-keys.ts';
import { lockSite, updateSite } from './site-store.ts';

/** A customer as their own site knows them, and what a page may do for them. */
export interface PageCustomer {
  /** The site's own id of them, as in `CreateEmbedToken`. */
  readonly subject: string;
  readonly scopes: readonly Scope[];
  readonly lifetimeSeconds: number;
}

/** What a site's pages and its backend show. */
export interface SiteKeys {
  /** `pk_…`, for pages. */
  readonly publishableKey: string;
  /** `sk_…`, for the backend; told only now. */
  readonly secret: string;
}

/** Embed tokens of the platform's own site, for a program that runs the server and pages on it. */
export interface PageTokens {
  /**
   * Lets pages of these origins show tokens of the site, beside those that may already.
   *
   * @throws OriginError for a text that is no origin.
   */
  allow(origins: readonly string[]): Promise<void>;
  /**
   * Makes a new secret for a backend of the site elsewhere, and tells its publishable key. Of the secrets before it the newest
   * works 24 hours more.
   */
  issueKeys(): Promise<SiteKeys>;
  /** Signs a token. */
  mint(customer: PageCustomer): Promise<string>;
}

/** Makes what signs {@link PageTokens} of a node, whose schema must be there. */
export async function openPageTokens({
  config,
  platform,
}: Pick<WattletNode, 'config' | 'platform'>): Promise<PageTokens> {
  const { sql } = platform.database;
  const given = config.secret === undefined ? {} : { WATTLET_SECRET: config.secret };
  const keys = signingKeys(await openMasterSecret(given, config.home));
  const issuer = config.publicUrl ?? `http://localhost:${config.port}`;
  return {
    async allow(origins) {
      await sql.begin(async (tx) => {
        const site = await lockSite(tx, PLATFORM_SITE_ID);
        if (!site) throw new Error('there is no site of the platform: the schema is not there');
        const allowed = [...new Set([...site.allowed_origins, ...parseOrigins(origins)])];
        if (allowed.length === site.allowed_origins.length) return;
        const unchanged = { name: undefined, plan: undefined, jwks_url: undefined, jwt_issuer: undefined };
        await updateSite(tx, PLATFORM_SITE_ID, { ...unchanged, allowed_origins: allowed });
      });
    },
    async issueKeys() {
      return sql.begin(async (tx) => {
        const site = await lockSite(tx, PLATFORM_SITE_ID);
        if (!site) throw new Error('there is no site of the platform: the schema is not there');
        const secret = await issueSecret(tx, PLATFORM_SITE_ID, new Date());
        return { publishableKey: site.publishable_key, secret };
      });
    },
    async mint(customer) {
      const issuedAt = new Date();
      const { token } = await mintEmbedToken(keys.current(issuedAt), {
        ...{ ...customer, issuer, issuedAt },
        siteId: PLATFORM_SITE_ID,
        displayName: '',
      });
      return token;
    },
  };
}
