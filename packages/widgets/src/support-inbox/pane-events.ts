/** The agent does not want to have this conversation open any more. */
export class PaneHideEvent extends Event {
  static readonly type = 'pane-hide';

  constructor() {
    super(PaneHideEvent.type);
  }
}

/** Every conversation of a customer was erased. */
export class PaneErasedEvent extends Event {
  static readonly type = 'pane-erased';
  readonly customerName: string;

  constructor(customerName: string) {
    super(PaneErasedEvent.type);
    this.customerName = customerName;
  }
}

/** The agent goes from a conversation to the list: to it, or to the conversation before or after in it. */
export class PaneLeaveEvent extends Event {
  static readonly type = 'pane-leave';
  /** 0 for the list itself. */
  readonly step: -1 | 0 | 1;

  constructor(step: -1 | 0 | 1) {
    super(PaneLeaveEvent.type);
    this.step = step;
  }
}

/** Whoever looks wants it asked again who the agent is. */
export class PaneRetryEvent extends Event {
  static readonly type = 'pane-retry';

  constructor() {
    super(PaneRetryEvent.type);
  }
}
