import type { TimeSpan } from '../chart/time-span.ts';

/** Fired when the chart shows another range, be it asked for or because new data slid in. Does not bubble. */
export class RangeChangeEvent extends Event {
  static readonly type = 'range-change';
  /** Half-open, `[from, to)`. */
  readonly from: Date;
  readonly to: Date;

  constructor(range: TimeSpan) {
    super(RangeChangeEvent.type, { composed: true });
    this.from = new Date(range.from);
    this.to = new Date(range.to);
  }
}
