import * as wire from '../gen/wattlet/v1/alert_pb.js';
import type { ListAlertsResponse } from '../gen/wattlet/v1/alert_service_pb.js';
import { optionalDate, optionalText, present, toDate } from '../transport/from-wire.ts';
import type { Alert, AlertRule, AlertState } from './alert.ts';
import type { AlertsPage } from './alerts-api.ts';

const RULES: Readonly<Record<wire.AlertRule, AlertRule | undefined>> = {
  [wire.AlertRule.UNSPECIFIED]: undefined,
  [wire.AlertRule.HOURLY_LIMIT]: 'hourly-limit',
  [wire.AlertRule.NO_DATA]: 'no-data',
};

const STATES: Readonly<Record<wire.AlertState, AlertState | undefined>> = {
  [wire.AlertState.UNSPECIFIED]: undefined,
  [wire.AlertState.PENDING]: 'pending',
  [wire.AlertState.FIRING]: 'firing',
  [wire.AlertState.ACKNOWLEDGED]: 'acknowledged',
  [wire.AlertState.RESOLVED]: 'resolved',
};

export function toRule(rule: wire.AlertRule): AlertRule {
  return present(RULES[rule], 'alert.rule');
}

export function toAlert(alert: wire.Alert): Alert {
  const { alertId, meterId, meterName, timeZone } = alert;
  return {
    alertId,
    meterId,
    meterName,
    rule: toRule(alert.rule),
    state: present(STATES[alert.state], 'alert.state'),
    sequence: Number(alert.sequence),
    startedAt: toDate(alert.startedAt, 'alert.started_at'),
    ...optionalDate('firedAt', alert.firedAt),
    ...optionalDate('acknowledgedAt', alert.acknowledgedAt),
    ...optionalText('acknowledgedBy', alert.acknowledgedBy),
    ...optionalDate('resolvedAt', alert.resolvedAt),
    ...optionalDate('hour', alert.hour),
    limitWattHours: Number(alert.limitWattHours),
    wattHours: Number(alert.wattHours),
    peakWattHours: Number(alert.peakWattHours),
    ...optionalText('ownerId', alert.ownerId),
    ...optionalText('ownerName', alert.ownerName),
    timeZone,
  };
}

/** @throws WattletError `internal` when the server left it out. */
export function toSequence(cursor: wire.AlertCursor | undefined): number {
  return Number(present(cursor, 'cursor').sequence);
}

export function toAlertsPage({ alerts, nextPageToken, cursor }: ListAlertsResponse): AlertsPage {
  return {
    alerts: alerts.map(toAlert),
    ...optionalText('nextPageToken', nextPageToken),
    cursor: toSequence(cursor),
  };
}
