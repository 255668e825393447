import type { AnySql, Sql } from '../platform/postgres/database.ts';
import { UUID_PATTERN } from '../platform/uuid.ts';
import { invalidRequest, notFound } from '../rpc/errors.ts';
import type { AlertState } from './alert-episode.ts';
import type { AlertView } from './alert-view.ts';
import { type NamedAlert, namedColumns, namedTables } from './named-alert.ts';

/** Which alerts are asked for. */
export interface AlertQuery extends AlertView {
  /** None means all. */
  readonly states: readonly AlertState[];
  readonly meterId: string | undefined;
  readonly limit: number;
  /** From the page before; empty for the first. */
  readonly pageToken: string;
}

/** A page of alerts. */
export interface AlertPage {
  readonly rows: readonly NamedAlert[];
  /** Empty at the end. */
  readonly nextPageToken: string;
  /** Number of the site's newest change: what is newer is not in `rows`. */
  readonly head: bigint;
}

/** A page of alerts, newest first, and the number to watch from, of one moment. */
export async function listAlerts(sql: Sql, query: AlertQuery): Promise<AlertPage> {
  const after = query.pageToken === '' ? undefined : readPageToken(query.pageToken);
  let page: AlertPage | undefined;
  await sql.begin('isolation level repeatable read read only', async (tx) => {
    const head = await readHead(tx, query.siteId);
    const found = await tx<NamedAlert[]>`
      select ${namedColumns(tx)} from alert a ${namedTables(tx)}
      where ${seenBy(tx, query)}
        and ${query.states.length === 0 ? tx`true` : tx`a.state in ${tx([...query.states])}`}
        and ${query.meterId === undefined ? tx`true` : tx`a.meter_id = ${query.meterId}`}
        and ${after === undefined ? tx`true` : tx`(a.started_at, a.alert_id) < (${after.startedAt}, ${after.alertId}::uuid)`}
      order by a.started_at desc, a.alert_id desc limit ${query.limit + 1}`;
    const rows = found.slice(0, query.limit);
    const last = found.length > query.limit ? rows.at(-1) : undefined;
    page = { rows, nextPageToken: last ? writePageToken(last) : '', head };
  });
  if (!page) throw new Error('the transaction ended without a result');
  return page;
}

/**
 * One alert.
 *
 * @throws ConnectError `not_found` if the view sees no such alert.
 */
export async function findAlert(sql: AnySql, view: AlertView, alertId: string): Promise<NamedAlert> {
  const [row] = await sql<NamedAlert[]>`
    select ${namedColumns(sql)} from alert a ${namedTables(sql)}
    where ${seenBy(sql, view)} and a.alert_id = ${alertId}`;
  if (row) return row;
  throw notFound({
    field: 'alert_id',
    reason: 'UNKNOWN_ALERT',
    description: `there is no alert ${alertId}`,
  });
}

/** Restricts alerts `a` to those that a view sees. */
const seenBy = (sql: AnySql, { siteId, ownerId }: AlertView) => sql`
  a.site_id = ${siteId} and ${ownerId === undefined ? sql`true` : sql`a.owner_id = ${ownerId}`}`;

async function readHead(sql: AnySql, siteId: string): Promise<bigint> {
  const [row] = await sql<{ head: bigint }[]>`select head from alert_feed where site_id = ${siteId}`;
  return row?.head ?? 0n;
}

const TOKEN = new RegExp(`^(\\d{1,15}) (${UUID_PATTERN})$`);

function writePageToken({ startedAt, alertId }: NamedAlert): string {
  return Buffer.from(`${startedAt.getTime()} ${alertId}`).toString('base64url');
}

function readPageToken(token: string): { startedAt: Date; alertId: string } {
  const [, time, alertId] = TOKEN.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (time !== undefined && alertId !== undefined) return { startedAt: new Date(Number(time)), alertId };
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
