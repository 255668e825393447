/** Fired when the inbox cannot be shown, or something could not be done. Does not bubble. */
export class InboxErrorEvent extends Event {
  static readonly type = 'error';
  readonly error: Error;

  constructor(error: Error) {
    super(InboxErrorEvent.type);
    this.error = error;
  }
}
