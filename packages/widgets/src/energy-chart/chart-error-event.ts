/** Fired when the chart cannot show its data. Does not bubble, so that a host's own `error` handlers stay untouched. */
export class ChartErrorEvent extends Event {
  static readonly type = 'error';
  /** What went wrong: a `WattletError` of the SDK, or an error of the chart's own attributes. */
  readonly error: Error;

  constructor(error: Error) {
    super(ChartErrorEvent.type, { composed: true });
    this.error = error;
  }
}
