import { scopeMissing, signInNeeded } from '../access/judge.ts';
import { includesRole, type Principal } from '../access/principal.ts';
import { permissionDenied } from '../rpc/errors.ts';

/** Which alerts somebody sees: those of a site, or of one customer's meters there. */
export interface AlertView {
  readonly siteId: string;
  /** Undefined sees all of the site. */
  readonly ownerId: string | undefined;
}

/** What whoever calls may see; throws where that is nothing. */
export function alertViewOf(principal: Principal): AlertView {
  switch (principal.kind) {
    case 'person': {
      if (!principal.scopes.has('read_meters')) throw scopeMissing('read_meters');
      const seesAll = includesRole(principal.role, 'agent');
      return { siteId: principal.siteId, ownerId: seesAll ? undefined : principal.accountId };
    }
    case 'site-backend':
      return { siteId: principal.siteId, ownerId: undefined };
    case 'anonymous':
    case 'site-key':
      throw signInNeeded('sign in to see alerts, or send a token as "Authorization: Bearer …"');
    case 'operator': {
      const message = 'alerts are for the customers of a site, its people and its backend';
      throw permissionDenied({ reason: 'CREDENTIAL_NOT_ACCEPTED', message });
    }
  }
}
