import type { Alert } from '@wattlet/sdk';

/** What of some alerts has just happened. */
export interface AlertNews {
  /** They passed their limit, or fell silent. */
  readonly fired: readonly Alert[];
  /** They passed their warning level. */
  readonly warned: readonly Alert[];
  /** Somebody has seen them. */
  readonly acknowledged: readonly Alert[];
}

/** What a list of alerts was before. */
export interface KnownAlerts {
  readonly alerts: readonly Alert[];
  /** The sequence up to which it was complete: what did not change since is no news, even if it was not in the list. */
  readonly cursor: number;
}

/** Compares alerts with what was known of them: an alert that goes on in its state is no news, however it grows. */
export function newsOf(alerts: readonly Alert[], known: KnownAlerts): AlertNews {
  const before = new Map(known.alerts.map((alert) => [alert.alertId, alert.state]));
  const turned = alerts.filter(
    ({ alertId, state, sequence }) => sequence > known.cursor && before.get(alertId) !== state,
  );
  const of = (state: Alert['state']) => turned.filter((alert) => alert.state === state);
  return { fired: of('firing'), warned: of('pending'), acknowledged: of('acknowledged') };
}

/** Whether somebody should look at it. */
export function isOpen({ state }: Alert): boolean {
  return state !== 'resolved';
}

/** Whether nobody has said that it was seen. */
export function isUnattended({ state }: Alert): boolean {
  return state === 'pending' || state === 'firing';
}
