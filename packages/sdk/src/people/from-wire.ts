import * as wire from '../gen/wattlet/v1/account_pb.js';
import { optionalDate, optionalText, present, toDate } from '../transport/from-wire.ts';
import type { RoleName, Subscription, User } from './user.ts';

const ROLES: Readonly<Record<wire.Role, RoleName | undefined>> = {
  [wire.Role.UNSPECIFIED]: undefined,
  [wire.Role.CUSTOMER]: 'customer',
  [wire.Role.AGENT]: 'agent',
  [wire.Role.ADMINISTRATOR]: 'administrator',
  [wire.Role.OPERATOR]: 'operator',
};

/** The roles as the contract numbers them. */
export const WIRE_ROLES: Readonly<Record<RoleName, wire.Role>> = {
  customer: wire.Role.CUSTOMER,
  agent: wire.Role.AGENT,
  administrator: wire.Role.ADMINISTRATOR,
  operator: wire.Role.OPERATOR,
};

export function toUser(account: wire.Account | undefined): User {
  const { id, siteId, email, emailVerified, displayName, role, ...rest } = present(account, 'user');
  return {
    id,
    siteId,
    ...optionalText('email', email),
    emailVerified,
    displayName,
    role: present(ROLES[role], 'user.role'),
    createdAt: toDate(rest.createdAt, 'user.created_at'),
    hasPassword: rest.hasPassword,
    ...optionalText('externalSubject', rest.externalSubject),
    ...optionalDate('disabledAt', rest.disabledAt),
  };
}

export function toSubscription({ endsAt, daysLeft, active, trial }: wire.Subscription): Subscription {
  return { endsAt: toDate(endsAt, 'subscription.ends_at'), daysLeft, active, trial };
}
