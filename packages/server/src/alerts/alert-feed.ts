import { create } from '@bufbuild/protobuf';
import type { Alert } from '../gen/wattlet/v1/alert_pb.js';
import { type AlertsChange, AlertsChangeSchema } from '../gen/wattlet/v1/live_pb.js';
import type { Feed, FeedCursors } from '../live/feed.ts';
import { numberedCursors } from '../live/numbered-cursors.ts';
import type { SizedContent } from '../live/watcher-event.ts';
import { ALERT_TOPICS } from './events.ts';
import { alertMessage, type NamedAlert, namedColumns, namedTables } from './named-alert.ts';

/** A place among the changes of a site's alerts. */
export interface AlertPlace {
  readonly sequence: bigint;
  /** Only of where a site stands: what changed up to this number cannot be told. */
  readonly tail?: bigint;
}

/** The view of those who see every alert of a site; others have the id of an account. */
export const WHOLE_SITE = 'site';

/** About how many bytes an alert takes on the wire. */
const ALERT_BYTES = 300;

const numbers = numberedCursors(5_000);

const cursors: FeedCursors<AlertPlace> = {
  need(after, head) {
    if (after.sequence < (head.tail ?? 0n)) return { reset: 'alerts were deleted since the cursor' };
    return numbers.need(after.sequence, head.sequence);
  },
  older: (one, other) => (one.sequence < other.sequence ? one : other),
};

/** The alerts of sites as a feed: its scopes are sites. */
export const alertFeed: Feed<AlertPlace, readonly SeenAlert[]> = {
  name: 'alerts',
  topic: ALERT_TOPICS.alertsChanged,
  cursors,

  async heads(sql, siteIds) {
    const rows = await sql<{ siteId: string; sequence: bigint; tail: bigint }[]>`
      select s.site_id as "siteId", coalesce(f.head, 0) as sequence, coalesce(f.tail, 0) as tail
      from site s left join alert_feed f using (site_id) where s.site_id in ${sql([...siteIds])}`;
    return new Map(rows.map(({ siteId, sequence, tail }) => [siteId, { sequence, tail }]));
  },

  async read(sql, spans) {
    const asked = spans.map(({ scope, after, upTo, views }) => ({
      site_id: scope,
      after: String(after.sequence),
      up_to: String(upTo.sequence),
      owners: views.has(WHOLE_SITE) ? null : [...views],
    }));
    const rows = await sql<NamedAlert[]>`
      select ${namedColumns(sql)}
      from jsonb_to_recordset(${sql.json(asked)}) as span (site_id uuid, after bigint, up_to bigint, owners uuid[])
      join alert a on a.site_id = span.site_id and a.sequence > span.after and a.sequence <= span.up_to
        and (span.owners is null or a.owner_id = any(span.owners))
      ${namedTables(sql)} order by a.sequence`;
    const seen = rows.map((row) => ({ siteId: row.siteId, ownerId: row.ownerId, alert: alertMessage(row) }));
    return Map.groupBy(seen, ({ siteId }) => siteId);
  },

  cut(batch, view, after, upTo) {
    const alerts = batch.flatMap(({ ownerId, alert }) =>
      alert.sequence > after.sequence && (view === WHOLE_SITE || view === ownerId) ? [alert] : [],
    );
    return alerts.length === 0 ? undefined : contentOf({ sequence: upTo.sequence }, alerts);
  },

  merge(older, newer) {
    if (older.case !== 'alerts' || newer.case !== 'alerts') return undefined;
    return mergeChanges(older.value, newer.value);
  },
};

/** An alert, and who sees it. */
interface SeenAlert {
  readonly siteId: string;
  readonly ownerId: string | null;
  readonly alert: Alert;
}

/** Each alert once, as it is in the newer change. */
function mergeChanges(older: AlertsChange, { cursor, alerts }: AlertsChange): SizedContent {
  const newer = new Set(alerts.map(({ alertId }) => alertId));
  const kept = older.alerts.filter(({ alertId }) => !newer.has(alertId));
  return contentOf({ sequence: cursor?.sequence ?? 0n }, [...kept, ...alerts]);
}

function contentOf(cursor: { sequence: bigint }, alerts: Alert[]): SizedContent {
  const value = create(AlertsChangeSchema, { cursor, alerts });
  return { content: { case: 'alerts', value }, bytes: ALERT_BYTES * alerts.length };
}
