import type { EventBus } from '../platform/bus/event-bus.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { changeOf } from './alert-row.ts';
import { keepMeters, lockSites } from './alert-store.ts';
import type { AlertView } from './alert-view.ts';
import { storeChanges } from './evaluate-meters.ts';
import { findAlert } from './list-alerts.ts';
import type { NamedAlert } from './named-alert.ts';

/** Who has seen which alert, and when. */
export interface Acknowledgement {
  readonly view: AlertView;
  readonly alertId: string;
  readonly accountId: string;
  readonly now: Date;
}

/**
 * Notes that somebody has seen an alert; the first who has stays. One that fires is acknowledged then; of a warning, or of
 * one that is over, it is noted only.
 *
 * @throws ConnectError `not_found` if the view sees no such alert.
 */
export async function acknowledgeAlert(
  { sql, bus }: { readonly sql: Sql; readonly bus: Pick<EventBus, 'publish'> },
  { view, alertId, accountId, now }: Acknowledgement,
): Promise<NamedAlert> {
  return sql.begin(async (tx) => {
    await keepMeters(tx, [await findAlert(tx, view, alertId)]);
    const heads = await lockSites(tx, [view.siteId]);
    const stored = await findAlert(tx, view, alertId);
    const state = stored.state === 'firing' ? 'acknowledged' : stored.state;
    const change = stored.acknowledgedAt
      ? undefined
      : changeOf(stored, { ...stored, state, acknowledgedAt: now, acknowledgedBy: accountId });
    await storeChanges(tx, { bus, heads, now }, change ? [change] : []);
    return findAlert(tx, view, alertId);
  });
}
