import { stepSpan } from './time-steps.ts';

/** Fired when the map shows another hour, be it asked for, played, or because a newer one has come. Does not bubble. */
export class TimeChangeEvent extends Event {
  static readonly type = 'time-change';
  /** The hour, half-open `[from, to)`. */
  readonly from: Date;
  readonly to: Date;
  /** The map goes along with the newest hour. */
  readonly isLive: boolean;

  constructor(step: number, isLive: boolean) {
    super(TimeChangeEvent.type, { composed: true });
    const { from, to } = stepSpan(step);
    this.from = new Date(from);
    this.to = new Date(to);
    this.isLive = isLive;
  }
}
