import type { Alert } from '@wattlet/sdk';

/** Fired when somebody, here or elsewhere, has marked an alert as seen. Does not bubble. */
export class AlertAcknowledgedEvent extends Event {
  static readonly type = 'alert-acknowledged';
  /** As it is now. */
  readonly alert: Alert;

  constructor(alert: Alert) {
    super(AlertAcknowledgedEvent.type, { composed: true });
    this.alert = alert;
  }
}
