/**
 * Fired when what the user has set otherwise than the page is another: a view, an area, a range, a series hidden, a
 * table. A range that is dragged is told once it rests. Does not bubble, and is not fired for a state that the page sets.
 */
export class StateChangeEvent extends Event {
  static readonly type = 'state-change';
  /** The chart's `state`: text for an address, empty where all is as the page has asked for. */
  readonly state: string;

  constructor(state: string) {
    super(StateChangeEvent.type, { composed: true });
    this.state = state;
  }
}
