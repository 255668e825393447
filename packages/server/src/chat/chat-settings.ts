import type { AnySql } from '../platform/postgres/database.ts';
import type { OpeningException, OpeningHours, OpeningSlot } from './opening-hours.ts';

/** How a site's chat is set up. */
export interface ChatSettings extends OpeningHours {
  /** What whoever writes outside the hours is answered; empty for nothing. */
  readonly awayReply: string;
  /** Conversations are deleted so many days after their last message; 0 keeps them. */
  readonly retentionDays: number;
  /** Visitors who are not signed in may write. */
  readonly anonymous: boolean;
  /** Agents see what customers type. */
  readonly typingPreview: boolean;
}

const DEFAULTS: ChatSettings = {
  timeZone: 'UTC',
  slots: [],
  exceptions: [],
  awayReply: '',
  retentionDays: 0,
  anonymous: false,
  typingPreview: false,
};

interface SettingsRow {
  readonly time_zone: string;
  readonly opening_hours: OpeningSlot[];
  readonly opening_exceptions: OpeningException[];
  readonly away_reply: string;
  readonly retention_days: number;
  readonly anonymous: boolean;
  readonly typing_preview: boolean;
}

/** The settings of a site; those of a site that never set any. */
export async function readSettings(sql: AnySql, siteId: string): Promise<ChatSettings> {
  const [row] = await sql<SettingsRow[]>`select * from chat_settings where site_id = ${siteId}`;
  if (!row) return DEFAULTS;
  return {
    timeZone: row.time_zone,
    slots: row.opening_hours,
    exceptions: row.opening_exceptions,
    awayReply: row.away_reply,
    retentionDays: row.retention_days,
    anonymous: row.anonymous,
    typingPreview: row.typing_preview,
  };
}

/** Stores the settings of a site. */
export async function writeSettings(sql: AnySql, siteId: string, settings: ChatSettings): Promise<void> {
  const row = {
    site_id: siteId,
    time_zone: settings.timeZone,
    opening_hours: sql.json(settings.slots.map((slot) => ({ ...slot }))),
    opening_exceptions: sql.json(settings.exceptions.map((exception) => ({ ...exception }))),
    away_reply: settings.awayReply,
    retention_days: settings.retentionDays,
    anonymous: settings.anonymous,
    typing_preview: settings.typingPreview,
  };
  await sql`
    insert into chat_settings ${sql(row)}
    on conflict (site_id) do update set
      time_zone = excluded.time_zone, opening_hours = excluded.opening_hours,
      opening_exceptions = excluded.opening_exceptions, away_reply = excluded.away_reply,
      retention_days = excluded.retention_days, anonymous = excluded.anonymous,
      typing_preview = excluded.typing_preview`;
}
