import type { Alert } from '@wattlet/sdk';

/** Fired when the user picks an alert: the page can open the chart at its hour. Does not bubble. */
export class AlertSelectEvent extends Event {
  static readonly type = 'alert-select';
  /** As it is now. */
  readonly alert: Alert;

  constructor(alert: Alert) {
    super(AlertSelectEvent.type, { composed: true });
    this.alert = alert;
  }
}
