import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import type { Route } from '../router/route.ts';
import type { Session } from '../session/session.ts';

/** Whether who is signed in may see a page: `sign-in` where somebody has to sign in first. */
export function judgeRoute(session: Session, { access }: Route): 'allowed' | 'sign-in' | 'forbidden' {
  if (access === 'everybody') return 'allowed';
  if (!session.account) return 'sign-in';
  return access === 'agent' && !session.mayAs(Role.AGENT) ? 'forbidden' : 'allowed';
}
