import type { ChatSession } from '@wattlet/sdk';

/** What is needed of one. */
type LeftSession = Pick<ChatSession, 'conversationId' | 'state' | 'subscribe' | 'close'>;

/** Sessions that are not shown any more, from which messages are still to be sent. */
export class LeftSessions {
  readonly #sessions = new Set<LeftSession>();

  /** Ends a session once nothing waits in it that could still be sent. */
  add(session: LeftSession): void {
    const look = () => {
      const { status, outgoing } = session.state;
      if (status === 'failed' || outgoing.every(({ state }) => state === 'failed'))
        this.end((one) => one === session);
    };
    this.#sessions.add(session);
    session.subscribe(look);
    look();
  }

  /** Ends all of these sessions, every one unless given. */
  end(which: (session: LeftSession) => boolean = () => true): void {
    for (const session of this.#sessions) {
      if (!which(session)) continue;
      this.#sessions.delete(session);
      session.close();
    }
  }
}
