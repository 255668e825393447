import type { HandlerContext } from '@connectrpc/connect';
import { includesRole, type Person, type Role } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import { permissionDenied, unauthenticated } from '../rpc/errors.ts';

/** Who calls, by whatever credential. Others than persons are `unauthenticated`. */
export function callingPerson(context: HandlerContext): Person {
  const principal = context.values.get(principalKey);
  if (principal.kind === 'person') return principal;
  throw unauthenticated({ reason: 'SIGN_IN_NEEDED', message: 'sign in to do this' });
}

/** Who calls, signed in with a browser: tokens that lie in pages and scripts are `permission_denied`. */
export function signedInPerson(context: HandlerContext): Person {
  const person = callingPerson(context);
  if (person.via === 'session') return person;
  throw permissionDenied({ reason: 'SESSION_NEEDED', message: 'this is for people who are signed in' });
}

/** Who calls, signed in and in a role that includes the needed one. */
export function signedInAs(context: HandlerContext, role: Role): Person {
  const person = signedInPerson(context);
  if (includesRole(person.role, role)) return person;
  throw permissionDenied({ reason: 'ROLE_TOO_LOW', message: `this is for the role ${role}` });
}
