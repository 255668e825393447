import type { ChatState } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LeftSessions } from '../chat-parts/left-sessions.ts';
import type { InboxClient, InboxSession } from './inbox-client.ts';
import type { ReplyWriter } from './waiting-replies.ts';

const NOTHING: ChatState = {
  status: 'connecting',
  messages: [],
  outgoing: [],
  hasOlder: false,
  isLoadingOlder: false,
  typists: [],
};

/** Whose session is held. */
interface SessionHost extends ReactiveControllerHost {
  /** Takes the session once it is not shown any more: what waits in it is still to be sent. */
  readonly left: Pick<LeftSessions, 'add' | 'end'>;
}

/** The conversation of a session, and who writes in it. */
interface SessionSource {
  readonly client: InboxClient;
  readonly conversationId: string;
  readonly writer: ReplyWriter;
}

/** Holds the session of one conversation for as long as the host is connected. */
export class SessionController implements ReactiveController {
  readonly #host: SessionHost;
  #source: SessionSource | undefined;
  #session: InboxSession | undefined;
  #isConnected = false;

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined while the host is not connected. */
  get session(): InboxSession | undefined {
    return this.#session;
  }

  get state(): ChatState {
    return this.#session?.state ?? NOTHING;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#leave();
  }

  /** Shows this conversation from now on; the same again changes nothing. */
  follow(source: SessionSource): void {
    const { client, conversationId } = source;
    if (this.#source?.client === client && this.#source.conversationId === conversationId) return;
    this.#source = source;
    this.#start();
  }

  #leave(): void {
    if (this.#session) this.#host.left.add(this.#session);
    this.#session = undefined;
  }

  #start(): void {
    this.#leave();
    if (!this.#source || !this.#isConnected) return;
    const { client, conversationId, writer } = this.#source;
    this.#session = client.chat.session({ conversationId, side: 'site', ...writer });
    // What is discarded here must not be sent from there.
    this.#host.left.end((left) => left.conversationId === conversationId);
    this.#session.subscribe(() => this.#host.requestUpdate());
  }
}
