import type { HandlerContext } from '@connectrpc/connect';
import { includesRole, type Principal } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import { permissionDenied } from '../rpc/errors.ts';

/** Somebody who manages sites. */
export interface SiteManager {
  /** Null for whoever runs the server without an account. */
  readonly accountId: string | null;
  /** The only site they manage; undefined for operators, who manage all. */
  readonly siteId: string | undefined;
}

/**
 * The manager who calls.
 *
 * @throws ConnectError `permission_denied` for everybody else.
 */
export function siteManager(context: HandlerContext): SiteManager {
  const principal: Principal = context.values.get(principalKey);
  if (principal.kind === 'operator') return { accountId: null, siteId: undefined };
  if (principal.kind === 'person' && includesRole(principal.role, 'administrator')) {
    const { accountId, siteId, role } = principal;
    return { accountId, siteId: role === 'operator' ? undefined : siteId };
  }
  throw notYours('sites are managed by their administrators');
}

/**
 * Sees to it that the site is the caller's to manage, before anything is said of whether it exists.
 *
 * @throws ConnectError `permission_denied`
 */
export function requireSite(manager: SiteManager, siteId: string): void {
  if (manager.siteId !== undefined && manager.siteId !== siteId) throw notYours('the site is not yours');
}

/**
 * Sees to it that the caller operates the platform.
 *
 * @throws ConnectError `permission_denied`
 */
export function requireOperator(manager: SiteManager, what: string): void {
  if (manager.siteId !== undefined) throw notYours(`${what} is for operators of the platform`);
}

/** `permission_denied`: the site, or what is asked of it, is for others. */
function notYours(message: string): ReturnType<typeof permissionDenied> {
  return permissionDenied({ reason: 'NOT_YOUR_SITE', message });
}
