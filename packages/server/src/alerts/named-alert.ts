import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type Alert, AlertRule, AlertSchema, AlertState } from '../gen/wattlet/v1/alert_pb.js';
import type { AnySql } from '../platform/postgres/database.ts';
import type { AlertRow } from './alert-row.ts';
import { columns } from './alert-store.ts';

/** An episode with the names of what it is about. */
export interface NamedAlert extends AlertRow {
  readonly sequence: bigint;
  readonly meterName: string;
  readonly timeZone: string;
  /** Null where the meter was nobody's, or the account is gone. */
  readonly ownerName: string | null;
  readonly acknowledgedByName: string | null;
}

/** Columns of a {@link NamedAlert}, of tables as {@link namedTables} joins them. */
export const namedColumns = (sql: AnySql) => sql`${columns(sql)}, a.sequence, m.name as "meterName",
  m.time_zone as "timeZone", o.display_name as "ownerName", k.display_name as "acknowledgedByName"`;

/** Joins the names to alerts `a`. */
export const namedTables = (sql: AnySql) => sql`
  join meter m on m.site_id = a.site_id and m.meter_id = a.meter_id
  left join account o on o.site_id = a.site_id and o.account_id = a.owner_id
  left join account k on k.site_id = a.site_id and k.account_id = a.acknowledged_by`;

const RULES = { 'hourly-limit': AlertRule.HOURLY_LIMIT, 'no-data': AlertRule.NO_DATA } as const;

const STATES = {
  pending: AlertState.PENDING,
  firing: AlertState.FIRING,
  acknowledged: AlertState.ACKNOWLEDGED,
  resolved: AlertState.RESOLVED,
} as const;

/** States of the contract, without the one that says nothing. */
export function statesOf(states: readonly AlertState[]): AlertRow['state'][] {
  return (['pending', 'firing', 'acknowledged', 'resolved'] as const).filter((name) =>
    states.includes(STATES[name]),
  );
}

/** An episode as the contract has it. */
export function alertMessage(row: NamedAlert): Alert {
  const { firedAt, acknowledgedAt, resolvedAt } = row;
  return create(AlertSchema, {
    alertId: row.alertId,
    meterId: row.meterId,
    meterName: row.meterName,
    rule: RULES[row.rule],
    state: STATES[row.state],
    sequence: row.sequence,
    startedAt: timestampFromDate(row.startedAt),
    ...(firedAt && { firedAt: timestampFromDate(firedAt) }),
    ...(acknowledgedAt && { acknowledgedAt: timestampFromDate(acknowledgedAt) }),
    acknowledgedBy: row.acknowledgedByName ?? '',
    ...(resolvedAt && { resolvedAt: timestampFromDate(resolvedAt) }),
    hour: timestampFromDate(row.hour),
    limitWattHours: row.limitWattHours,
    wattHours: row.wattHours,
    peakWattHours: row.peakWattHours,
    ownerId: row.ownerId ?? '',
    ownerName: row.ownerName ?? '',
    timeZone: row.timeZone,
  });
}
