import { unauthenticated } from '../rpc/errors.ts';
import { isAllowedOrigin } from './origins.ts';
import type { SiteRow } from './site-store.ts';

/**
 * Checks that a site is served, and that the page that calls is one of its own.
 *
 * @throws ConnectError `unauthenticated` with the reason `SITE_SUSPENDED` or `ORIGIN_NOT_ALLOWED`.
 */
export function checkSite(site: Pick<SiteRow, 'plan' | 'allowed_origins'>, origin: string | undefined): void {
  if (site.plan !== 'active') {
    throw unauthenticated({ reason: 'SITE_SUSPENDED', message: 'the site is suspended' });
  }
  if (!isAllowedOrigin(origin, site.allowed_origins)) {
    const message = `pages of ${origin} are not among the allowed origins of the site`;
    throw unauthenticated({ reason: 'ORIGIN_NOT_ALLOWED', message });
  }
}
