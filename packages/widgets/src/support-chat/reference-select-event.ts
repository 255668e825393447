import type { ChatReference } from '@wattlet/sdk';

/** Fired when the user picks what a message is about: the page can show it. Does not bubble. */
export class ReferenceSelectEvent extends Event {
  static readonly type = 'reference-select';
  /** A chart, a meter's hour or an alert. */
  readonly reference: ChatReference;

  constructor(reference: ChatReference) {
    super(ReferenceSelectEvent.type, { composed: true });
    this.reference = reference;
  }
}
