import type { ConnectError } from '@connectrpc/connect';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { permissionDenied, unauthenticated } from '../rpc/errors.ts';
import type { Rule } from './permissions.ts';
import { includesRole, type Person, type Principal } from './principal.ts';

/** Why a rule refuses a principal; undefined if it does not. No rule refuses everybody. */
export function judge(principal: Principal, rule: Rule | undefined): ConnectError | undefined {
  if (principal.kind === 'person') return rule?.person ? judgePerson(principal, rule.person) : wrongKind();
  const { kind } = principal;
  if (rule?.kinds.includes(kind)) return undefined;
  // By a site's key a page says whose it is, and nothing of who looks at it.
  const isNobody = kind === 'anonymous' || (kind === 'site-key' && rule?.person);
  return rule && isNobody ? signInNeeded() : wrongKind();
}

/** `unauthenticated`: nobody is known, and somebody known could. */
export function signInNeeded(
  message = 'sign in, or send a token as "Authorization: Bearer …"',
): ConnectError {
  return unauthenticated({ reason: 'SIGN_IN_NEEDED', message });
}

/** `permission_denied`: the credential is not good for this. */
export function scopeMissing(scope: string): ConnectError {
  return permissionDenied({ reason: 'SCOPE_MISSING', message: `the token lacks the scope ${scope}` });
}

function judgePerson(person: Person, needed: NonNullable<Rule['person']>): ConnectError | undefined {
  if (!needed.via.includes(person.via)) return wrongKind();
  if (!includesRole(person.role, needed.role)) {
    const message = `this is for the role ${needed.role}, yours is ${person.role}`;
    return permissionDenied({ reason: 'ROLE_TOO_LOW', message });
  }
  if (needed.site === 'platform' && person.siteId !== PLATFORM_SITE_ID) {
    const message = 'this is for those who run the platform';
    return permissionDenied({ reason: 'PLATFORM_ONLY', message });
  }
  return needed.scope && !person.scopes.has(needed.scope) ? scopeMissing(needed.scope) : undefined;
}

function wrongKind(): ConnectError {
  const message = 'this method does not take the kind of credential that was shown';
  return permissionDenied({ reason: 'CREDENTIAL_NOT_ACCEPTED', message });
}
