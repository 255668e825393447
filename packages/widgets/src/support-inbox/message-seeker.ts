import type { LitElement, ReactiveController } from 'lit';
import type { MessageLog } from '../chat-parts/message-log.ts';
import type { InboxSession } from './inbox-client.ts';

/** What a seeker works with. */
export interface MessageSeekerDeps {
  /** Undefined while there is none. */
  readonly session: () => InboxSession | undefined;
  readonly log: Pick<MessageLog, 'showAt'>;
  /** The message is not there any more. */
  readonly missing: () => void;
  /** What is older could not be read. */
  readonly failed: (error: unknown) => void;
}

/** Goes to a message of a conversation, and reads what is older until it is there. */
export class MessageSeeker implements ReactiveController {
  readonly #host: LitElement;
  readonly #deps: MessageSeekerDeps;
  /** Number of the change that stored it. */
  #wanted: number | undefined;

  constructor(host: LitElement, deps: MessageSeekerDeps) {
    this.#host = host;
    this.#deps = deps;
    host.addController(this);
  }

  /** Goes there as soon as the conversation is read. The last wish counts. */
  seek(change: number): void {
    this.#wanted = change;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const session = this.#deps.session();
    if (this.#wanted === undefined || session?.state.status !== 'ready') return;
    const wanted = this.#wanted;
    this.#wanted = undefined;
    void this.#goTo(wanted, session);
  }

  async #goTo(change: number, session: InboxSession): Promise<void> {
    try {
      await session.loadBackTo(change);
    } catch (error) {
      this.#deps.failed(error);
      return;
    }
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (this.#wanted !== undefined) return;
    const message = this.#host.renderRoot.querySelector<HTMLElement>(`.said[data-change="${change}"]`);
    if (!message) return this.#deps.missing();
    this.#deps.log.showAt(message);
    // The focus tells where it is, by its ring and to screen readers, until one goes on.
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
  }
}
