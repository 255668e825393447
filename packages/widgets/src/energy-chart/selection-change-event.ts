import type { TimeSpan } from '../chart/time-span.ts';

/** Fired when the user pins an interval, of a meter a bar, by a click or the Enter key, or lets it go. Does not bubble. */
export class SelectionChangeEvent extends Event {
  static readonly type = 'selection-change';
  /** Start of the pinned interval; undefined when none is. */
  readonly from: Date | undefined;
  /** End of it, exclusive. */
  readonly to: Date | undefined;

  constructor(span: TimeSpan | undefined) {
    super(SelectionChangeEvent.type, { composed: true });
    this.from = span && new Date(span.from);
    this.to = span && new Date(span.to);
  }
}
