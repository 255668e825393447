/** The agent wants to go back to the conversations. */
export class DeskLeaveEvent extends Event {
  static readonly type = 'desk-leave';

  constructor() {
    super(DeskLeaveEvent.type);
  }
}
