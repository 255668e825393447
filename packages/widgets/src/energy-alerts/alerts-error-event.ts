/** Fired when the alerts cannot be shown, or one could not be marked as seen. Does not bubble, so that a host's own `error` handlers stay untouched. */
export class AlertsErrorEvent extends Event {
  static readonly type = 'error';
  /** What went wrong: a `WattletError` of the SDK, or an error whose `cause` is one. */
  readonly error: Error;

  constructor(error: Error) {
    super(AlertsErrorEvent.type, { composed: true });
    this.error = error;
  }
}
