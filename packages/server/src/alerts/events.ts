/** Alerts of these sites have changed. What they are now is read from the database. */
export interface AlertsChanged {
  readonly siteIds: readonly string[];
}

/** Topics of the platform's event bus that tell of alerts. */
export const ALERT_TOPICS = { alertsChanged: 'alerts-changed' } as const;

/** Key of every event of these topics. */
export const ALERTS_KEY = 'alerts';
