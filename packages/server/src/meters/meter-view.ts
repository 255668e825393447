import type { HandlerContext } from '@connectrpc/connect';
import { includesRole, type Principal } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { notFound, permissionDenied } from '../rpc/errors.ts';

/** Which meters somebody sees. */
export interface MeterView {
  /** Only those of this site; undefined for operators, who see all. */
  readonly siteId: string | undefined;
  /** Only those of this person. */
  readonly ownerId: string | undefined;
}

/** Somebody who manages meters. */
export interface MeterManager extends MeterView {
  /** The site that is meant where a request names none. */
  readonly ownSiteId: string;
  /** Undefined for whoever runs the server without an account, and for the backend of a site. */
  readonly actorId: string | undefined;
}

/**
 * What the caller sees: operators all meters, agents, administrators and the backend those of their site, and everybody
 * else their own.
 *
 * @throws ConnectError `permission_denied` for who is nobody in particular.
 */
export function meterView(context: HandlerContext): MeterView & { readonly ownSiteId: string } {
  const principal: Principal = context.values.get(principalKey);
  if (principal.kind === 'operator')
    return { siteId: undefined, ownerId: undefined, ownSiteId: PLATFORM_SITE_ID };
  if (principal.kind === 'site-backend')
    return { siteId: principal.siteId, ownerId: undefined, ownSiteId: principal.siteId };
  if (principal.kind !== 'person') throw notYours();
  const { role, siteId, accountId } = principal;
  return {
    siteId: role === 'operator' ? undefined : siteId,
    ownerId: includesRole(role, 'agent') ? undefined : accountId,
    ownSiteId: siteId,
  };
}

/**
 * The caller as one who manages meters: administrators and the backend of a site those of it, an operator all.
 *
 * @throws ConnectError `permission_denied` for everybody else.
 */
export function meterManager(context: HandlerContext): MeterManager {
  const principal: Principal = context.values.get(principalKey);
  if (principal.kind === 'operator' || principal.kind === 'site-backend')
    return { ...meterView(context), actorId: undefined };
  if (principal.kind === 'person' && includesRole(principal.role, 'administrator'))
    return { ...meterView(context), actorId: principal.accountId };
  throw notYours();
}

/**
 * The site that a request names, or the caller's own.
 *
 * @throws ConnectError `permission_denied` for another one's.
 */
export function siteInView(
  { siteId, ownSiteId }: Pick<MeterManager, 'siteId' | 'ownSiteId'>,
  requested: string,
): string {
  if (requested === '' || requested === ownSiteId) return ownSiteId;
  if (siteId === undefined) return requested;
  throw permissionDenied({ reason: 'OTHER_SITE', message: 'meters of other sites are for operators' });
}

/** `not_found`: no such meter is seen by the caller. */
export const unknownMeter = (meterId: string) =>
  notFound({ field: 'meter_id', reason: 'UNKNOWN_METER', description: `there is no meter ${meterId}` });

const notYours = () =>
  permissionDenied({
    reason: 'NOT_YOUR_METERS',
    message: 'meters are managed by administrators and the backend of their site',
  });
