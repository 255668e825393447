/** Fired when the chat cannot be shown, or something in it has failed. Does not bubble, so that a host's own `error` handlers stay untouched. */
export class ChatErrorEvent extends Event {
  static readonly type = 'error';
  /** What went wrong: a `WattletError` of the SDK, or an error whose `cause` is one. */
  readonly error: Error;

  constructor(error: Error) {
    super(ChatErrorEvent.type, { composed: true });
    this.error = error;
  }
}
