import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { includesRole, type Person } from '../access/principal.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { findSubscription } from '../accounts/subscription-store.ts';
import { daysLeft } from '../accounts/subscription-term.ts';
import { alertViewOf } from '../alerts/alert-view.ts';
import { listAlerts } from '../alerts/list-alerts.ts';
import { alertMessage } from '../alerts/named-alert.ts';
import { chatCaller } from '../chat/chat-caller.ts';
import { type ConversationFilter, listConversations } from '../chat/list-conversations.ts';
import type { Sql } from '../platform/postgres/database.ts';
import type { Notice } from './notice.ts';

const DAY_MS = 86_400_000;
/** From so many days before its end on somebody is told of it. */
const ENDING_DAYS = 7;
/** Most that is looked at of each kind. */
const MOST = 50;

/** That the subscription of a direct subscriber ends soon, or has ended. Who works for the platform needs none. */
export async function subscriptionNotices(sql: Sql, person: Person, now: Date): Promise<Notice[]> {
  if (person.siteId !== PLATFORM_SITE_ID || includesRole(person.role, 'agent')) return [];
  const subscription = await findSubscription(sql, person);
  if (!subscription) return [];
  const { ends_at: endsAt } = subscription;
  const left = daysLeft(endsAt, now);
  if (left > ENDING_DAYS) return [];
  const at = left === 0 ? endsAt : new Date(endsAt.getTime() - ENDING_DAYS * DAY_MS);
  const value = { endsAt: timestampFromDate(endsAt), daysLeft: left };
  const id = `subscription:${left === 0 ? 'ended' : 'ending'}:${endsAt.toISOString()}`;
  return [{ id, at, about: { case: 'subscription', value } }];
}

/** Alerts that nobody has acknowledged: of one's own meters, or for those who work for a site of all of it. */
export async function alertNotices(sql: Sql, person: Person): Promise<Notice[]> {
  const query = { ...alertViewOf(person), states: ['firing' as const], meterId: undefined };
  const { rows } = await listAlerts(sql, { ...query, limit: MOST, pageToken: '' });
  return rows.map((row) => {
    const { alertId, meterId, meterName, rule, hour, wattHours, limitWattHours } = alertMessage(row);
    const value = { alertId, meterId, meterName, rule, wattHours, limitWattHours, ...(hour && { hour }) };
    return { id: `alert:${alertId}`, at: row.firedAt ?? row.startedAt, about: { case: 'alert', value } };
  });
}

/** Conversations in which somebody has written and the person has not read it; of agents' those that are theirs or nobody's. */
export async function chatNotices(sql: Sql, person: Person): Promise<Notice[]> {
  const caller = chatCaller(person);
  const filters: ConversationFilter[] = caller.side === 'customer' ? ['default'] : ['mine', 'unassigned'];
  const pages = await Promise.all(
    filters.map((filter) => listConversations(sql, caller, { filter, limit: MOST, pageToken: '' })),
  );
  return pages
    .flatMap(({ rows }) => rows)
    .filter(({ unread }) => unread > 0n)
    .map((row) => {
      const value = {
        conversationId: row.conversation_id,
        writerName: (caller.side === 'customer' ? row.agent_name : row.customer_name) ?? '',
        unread: Number(row.unread),
      };
      const at = row.last_message_at ?? row.created_at;
      return { id: `chat:${row.conversation_id}:${row.last_number}`, at, about: { case: 'chat', value } };
    });
}
