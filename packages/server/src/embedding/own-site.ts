import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import type { Sql, Transaction } from '../platform/postgres/database.ts';
import { issueSecret } from './issue-secret.ts';
import { parseOrigins } from './origins.ts';
import { lockSite, type SiteRow, updateSite } from './site-store.ts';

/** What a site's pages and its backend show. */
export interface SiteKeys {
  /** `pk_…`, for pages. */
  readonly publishableKey: string;
  /** `sk_…`, for the backend; told only now. */
  readonly secret: string;
}

/**
 * Lets pages of these origins embed the platform's own site, beside those that may already.
 *
 * @throws OriginError for a text that is no origin.
 */
export async function allowOwnOrigins(sql: Sql, origins: readonly string[]): Promise<void> {
  await sql.begin(async (tx) => {
    const site = await lockOwnSite(tx);
    const allowed = [...new Set([...site.allowed_origins, ...parseOrigins(origins)])];
    const unchanged = { name: undefined, plan: undefined, jwks_url: undefined, jwt_issuer: undefined };
    await updateSite(tx, PLATFORM_SITE_ID, { ...unchanged, allowed_origins: allowed });
  });
}

/**
 * Makes a new secret of the platform's own site for a backend elsewhere, and tells the site's publishable key. Of the secrets
 * before it the newest works 24 hours more.
 */
export async function issueOwnKeys(sql: Sql): Promise<SiteKeys> {
  return sql.begin(async (tx) => {
    const site = await lockOwnSite(tx);
    return {
      publishableKey: site.publishable_key,
      secret: await issueSecret(tx, PLATFORM_SITE_ID, new Date()),
    };
  });
}

async function lockOwnSite(tx: Transaction): Promise<SiteRow> {
  const site = await lockSite(tx, PLATFORM_SITE_ID);
  if (!site) throw new Error('there is no site of the platform: the schema is not there');
  return site;
}
