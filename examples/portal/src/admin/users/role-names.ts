import type { RoleName } from '@wattlet/sdk';
import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import type { Session } from '../../session/session.ts';

/** Every role, the least first. */
export const ROLE_NAMES: readonly RoleName[] = ['customer', 'agent', 'administrator', 'operator'];

/** The roles that somebody may give on a site: none above their own, and operators on the platform's own site only. */
export function rolesToGive(session: Session, isOtherSite: boolean): readonly RoleName[] {
  const operates = session.mayAs(Role.OPERATOR) && !isOtherSite;
  return ROLE_NAMES.filter((role) => role !== 'operator' || operates);
}
