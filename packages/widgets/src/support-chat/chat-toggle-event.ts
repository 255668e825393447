/** Fired when the chat box was opened or closed, by the user or by the page. Does not bubble. */
export class ChatToggleEvent extends Event {
  static readonly type = 'chat-toggle';
  readonly isOpen: boolean;

  constructor(isOpen: boolean) {
    super(ChatToggleEvent.type, { composed: true });
    this.isOpen = isOpen;
  }
}
