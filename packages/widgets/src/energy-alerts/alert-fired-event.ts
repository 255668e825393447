import type { Alert } from '@wattlet/sdk';

/** Fired when an alert begins to fire while the element watches. Does not bubble. */
export class AlertFiredEvent extends Event {
  static readonly type = 'alert-fired';
  /** As it is now. */
  readonly alert: Alert;

  constructor(alert: Alert) {
    super(AlertFiredEvent.type, { composed: true });
    this.alert = alert;
  }
}
