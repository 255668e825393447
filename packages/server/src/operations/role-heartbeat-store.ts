import type { Sql } from '../platform/postgres/database.ts';
import type { RoleStatus } from '../roles/supervisor.ts';

/** A process as the others know it. */
export interface HeardProcess {
  /** A new one at every start. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** What is known of a role that some process runs. */
export interface HeardRole extends RoleStatus {
  /** Host and process, for example `importer-1/7`. */
  readonly process: string;
  /** When its process was last heard of; null unless that was more than a minute ago. */
  readonly silentSince: Date | null;
}

/** Most roles that are told of. */
const MAX_ROLES = 1_000;

/** Longest reason that is kept. */
const MAX_REASON = 1_000;

/**
 * Says how the roles of a process are; times are the database's, whatever the clocks of hosts say. Forgets those that have been
 * silent for a day, or that this host runs again.
 */
export async function noteRoles(
  sql: Sql,
  { id, host, pid }: HeardProcess,
  roles: readonly RoleStatus[],
): Promise<void> {
  await sql`
    insert into role_heartbeat (process_id, host, pid, role, state, since, reason, heard_at)
    select ${id}::uuid, ${host}, ${pid}::integer, role, state, since, left(reason, ${MAX_REASON}::integer), now()
    from jsonb_to_recordset(${JSON.stringify(roles)}::text::jsonb)
      as said (role text, state text, since timestamptz, reason text)
    on conflict (process_id, role) do update
      set state = excluded.state, since = excluded.since, reason = excluded.reason, heard_at = excluded.heard_at`;
  await sql`
    delete from role_heartbeat
    where heard_at < now() - interval '1 day' or (
      host = ${host} and role = any(${roles.map(({ role }) => role)}) and heard_at < now() - interval '1 minute')`;
}

/** What all processes but one said of their roles. */
export async function rolesOfOthers(sql: Sql, { id }: HeardProcess): Promise<HeardRole[]> {
  return sql<HeardRole[]>`
    select role, since, host || '/' || pid as process,
      case when is_silent then 'down' else state end as state,
      case when is_silent then '' else reason end as reason,
      case when is_silent then heard_at end as "silentSince"
    from (select *, heard_at < now() - interval '1 minute' as is_silent from role_heartbeat) heard
    where process_id <> ${id}
    order by heard_at desc limit ${MAX_ROLES}`;
}

/** Forgets a process, which is about to end. */
export async function forgetProcess(sql: Sql, { id }: HeardProcess): Promise<void> {
  await sql`delete from role_heartbeat where process_id = ${id}`;
}
