import type { ChatReference, Conversation } from '@wattlet/sdk';

/**
 * Fired when the agent wants to see what the customer was looking at: the page can open that chart. Does not bubble;
 * composed, so that what a pane tells reaches the page as the inbox's own.
 */
export class ReferenceSelectEvent extends Event {
  static readonly type = 'reference-select';
  /** A stream, area and range, a meter and hour, or an alert. */
  readonly reference: ChatReference;
  /** Where it was sent. */
  readonly conversation: Conversation;

  constructor(reference: ChatReference, conversation: Conversation) {
    super(ReferenceSelectEvent.type, { composed: true });
    this.reference = reference;
    this.conversation = conversation;
  }
}
