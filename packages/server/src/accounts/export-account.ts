import { exportAlerts } from '../alerts/export-alerts.ts';
import { exportChats } from '../chat/export-chats.ts';
import { exportMeters } from '../meters/export-meters.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';

/**
 * Everything that is stored about an account, for its owner, with times in UTC. Hashes of passwords, sessions,
 * tokens and addresses are left out: they say nothing about a person.
 */
export async function exportAccount(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
): Promise<Record<string, unknown>> {
  const own = sql`site_id = ${siteId} and account_id = ${accountId}`;
  const [account] = await sql`
    select account_id, site_id, email, email_verified, external_subject, display_name, role, created_at, updated_at,
      disabled_at, password_hash is not null as has_password
    from account where ${own}`;
  return {
    account,
    identities: await sql`
      select issuer, subject, created_at from provider_identity where ${own} order by created_at`,
    sessions: await sql`
      select session_id, created_at, last_used_at, expires_at, user_agent from session where ${own} order by created_at`,
    places_signed_in_from: await sql`
      select last_used_at from known_address where ${own} order by last_used_at`,
    access_tokens: await sql`
      select access_token_id, name, scopes, prefix, created_at, expires_at, last_used_at
      from access_token where ${own} order by created_at`,
    password_links: await sql`
      select created_at, expires_at from password_link where ${own}`,
    notifications_seen: await sql`
      select seen_until from notification_seen where ${own}`,
    subscription: await sql`
      select request_id, months, ends_at, reason, granted_by, at from subscription_entry where ${own} order by sequence`,
    meters: await exportMeters(sql, { siteId, accountId }),
    alerts: await exportAlerts(sql, { siteId, accountId }),
    chats: await exportChats(sql, { siteId, accountId }),
    blocked_from_chat: await sql`
      select blocked_at from chat_block where site_id = ${siteId} and customer_id = ${accountId}`,
    audit: await sql`
      select at, actor_id, action, target_id, detail from audit_entry
      where site_id = ${siteId} and (target_id = ${accountId} or actor_id = ${accountId}) order by at, entry_id`,
  };
}
