import type { AnySql } from '../platform/postgres/database.ts';

/** Which entries, and who asks. */
export interface AuditQuery {
  /** Undefined: of every site. */
  readonly siteId: string | undefined;
  /** Whether the reader may know people of the platform who did something to a site. */
  readonly seesAll: boolean;
  readonly actorId: string | undefined;
  readonly targetId: string | undefined;
  /** The action or its beginning; empty finds all. */
  readonly action: string;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** Only entries of smaller ids. */
  readonly before: bigint | undefined;
  readonly limit: number;
}

/** An entry with what those whom it names are called now. */
export interface AuditRow {
  readonly entry_id: bigint;
  readonly at: Date;
  readonly site_id: string;
  readonly site_name: string | null;
  readonly actor: 'person' | 'platform' | 'machine';
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly action: string;
  readonly target: 'account' | 'meter' | 'site' | 'unknown';
  readonly target_id: string | null;
  readonly target_name: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Entries of the log, newest first. Whoever is gone has no name; people of another site are told of to those only who see all. */
export function listAuditEntries(sql: AnySql, query: AuditQuery): Promise<AuditRow[]> {
  const { siteId, seesAll, actorId, targetId, action, from, to, before, limit } = query;
  const isHidden = seesAll ? sql`false` : sql`who.site_id is not null and who.site_id <> e.site_id`;
  return sql<AuditRow[]>`
    select e.entry_id, e.at, e.site_id, site.name as site_name,
      case when e.actor_id is null then 'machine'
        when who.site_id is not null and who.site_id <> e.site_id then 'platform'
        else 'person' end as actor,
      case when not (${isHidden}) then e.actor_id end as actor_id,
      case when not (${isHidden}) then who.display_name end as actor_name,
      e.action, e.target_id,
      case when whom.account_id is not null then 'account' when meter.meter_id is not null then 'meter'
        when e.target_id = e.site_id then 'site' else 'unknown' end as target,
      coalesce(whom.display_name, meter.name, case when e.target_id = e.site_id then site.name end) as target_name,
      e.detail
    from audit_entry e
    left join site on site.site_id = e.site_id
    left join account who on who.account_id = e.actor_id
    left join account whom on whom.site_id = e.site_id and whom.account_id = e.target_id
    left join meter on meter.site_id = e.site_id and meter.meter_id = e.target_id
    where ${siteId === undefined ? sql`true` : sql`e.site_id = ${siteId}`}
      and ${actorId === undefined ? sql`true` : seesAll ? sql`e.actor_id = ${actorId}` : sql`e.actor_id = ${actorId} and not (${isHidden})`}
      and ${targetId === undefined ? sql`true` : sql`e.target_id = ${targetId}`}
      and ${action === '' ? sql`true` : sql`starts_with(e.action, ${action})`}
      and ${from === undefined ? sql`true` : sql`e.at >= ${from}`}
      and ${to === undefined ? sql`true` : sql`e.at < ${to}`}
      and ${before === undefined ? sql`true` : sql`e.entry_id < ${before}`}
    order by e.entry_id desc limit ${limit}`;
}
