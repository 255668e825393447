import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { Role, Scope } from '../access/principal.ts';
import {
  type AccessTokenSchema,
  type AccountSchema,
  type LedgerEntrySchema,
  Role as RoleMessage,
  Scope as ScopeMessage,
  type SessionSchema,
  type SubscriptionSchema,
} from '../gen/wattlet/v1/account_pb.js';
import type { AccessTokenRow } from './access-tokens.ts';
import type { AccountRow } from './account-store.ts';
import type { SessionRow } from './sessions.ts';
import type { LedgerLine } from './subscription-store.ts';
import { daysLeft, isActive } from './subscription-term.ts';

const ROLE_MESSAGES: Readonly<Record<Role, RoleMessage>> = {
  customer: RoleMessage.CUSTOMER,
  agent: RoleMessage.AGENT,
  administrator: RoleMessage.ADMINISTRATOR,
  operator: RoleMessage.OPERATOR,
};

const ROLES_OF_MESSAGES: Readonly<Record<RoleMessage, Role | undefined>> = {
  [RoleMessage.UNSPECIFIED]: undefined,
  [RoleMessage.CUSTOMER]: 'customer',
  [RoleMessage.AGENT]: 'agent',
  [RoleMessage.ADMINISTRATOR]: 'administrator',
  [RoleMessage.OPERATOR]: 'operator',
};

const SCOPE_MESSAGES: Readonly<Record<Scope, ScopeMessage>> = {
  read_series: ScopeMessage.READ_SERIES,
  read_meters: ScopeMessage.READ_METERS,
  submit_readings: ScopeMessage.SUBMIT_READINGS,
  chat: ScopeMessage.CHAT,
};

const SCOPES_OF_MESSAGES: Readonly<Record<ScopeMessage, Scope | undefined>> = {
  [ScopeMessage.UNSPECIFIED]: undefined,
  [ScopeMessage.READ_SERIES]: 'read_series',
  [ScopeMessage.READ_METERS]: 'read_meters',
  [ScopeMessage.SUBMIT_READINGS]: 'submit_readings',
  [ScopeMessage.CHAT]: 'chat',
};

/** The role that a message names; undefined for none. */
export const roleOf = (role: RoleMessage): Role | undefined => ROLES_OF_MESSAGES[role];

/** The scopes that a message lists. */
export const scopesOf = (scopes: readonly ScopeMessage[]): Scope[] =>
  scopes.flatMap((scope) => SCOPES_OF_MESSAGES[scope] ?? []);

/** An account for the contract. */
export function accountMessage(row: AccountRow): MessageInitShape<typeof AccountSchema> {
  return {
    id: row.account_id,
    siteId: row.site_id,
    email: row.email ?? '',
    emailVerified: row.email_verified,
    displayName: row.display_name,
    role: ROLE_MESSAGES[row.role],
    createdAt: timestampFromDate(row.created_at),
    hasPassword: row.has_password,
    externalSubject: row.external_subject ?? '',
    ...(row.disabled_at && { disabledAt: timestampFromDate(row.disabled_at) }),
  };
}

export function subscriptionMessage(
  line: LedgerLine,
  now: Date,
): MessageInitShape<typeof SubscriptionSchema> {
  return {
    endsAt: timestampFromDate(line.ends_at),
    daysLeft: daysLeft(line.ends_at, now),
    active: isActive(line.ends_at, now),
    trial: line.reason === 'trial',
  };
}

export function ledgerMessage(line: LedgerLine): MessageInitShape<typeof LedgerEntrySchema> {
  return {
    requestId: line.request_id,
    months: line.months,
    endsAt: timestampFromDate(line.ends_at),
    at: timestampFromDate(line.at),
    reason: line.reason,
  };
}

export function sessionMessage(row: SessionRow, currentId: string): MessageInitShape<typeof SessionSchema> {
  return {
    id: row.session_id,
    createdAt: timestampFromDate(row.created_at),
    lastUsedAt: timestampFromDate(row.last_used_at),
    expiresAt: timestampFromDate(row.expires_at),
    userAgent: row.user_agent,
    current: row.session_id === currentId,
  };
}

export function accessTokenMessage(row: AccessTokenRow): MessageInitShape<typeof AccessTokenSchema> {
  return {
    id: row.access_token_id,
    name: row.name,
    scopes: row.scopes.map((scope) => SCOPE_MESSAGES[scope]),
    createdAt: timestampFromDate(row.created_at),
    expiresAt: timestampFromDate(row.expires_at),
    ...(row.last_used_at && { lastUsedAt: timestampFromDate(row.last_used_at) }),
    prefix: row.prefix,
  };
}
