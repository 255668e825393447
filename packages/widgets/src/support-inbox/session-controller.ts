import type { ChatState } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InboxClient, InboxSession } from './inbox-client.ts';

const NOTHING: ChatState = {
  status: 'connecting',
  messages: [],
  outgoing: [],
  hasOlder: false,
  isLoadingOlder: false,
  typists: [],
};

/** Holds the session of one conversation for as long as the host is connected. */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #source: { readonly client: InboxClient; readonly conversationId: string } | undefined;
  #session: InboxSession | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost) {
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
    this.#session?.close();
    this.#session = undefined;
  }

  /** Shows this conversation from now on; the same again changes nothing. */
  follow(client: InboxClient, conversationId: string): void {
    if (this.#source?.client === client && this.#source.conversationId === conversationId) return;
    this.#source = { client, conversationId };
    this.#start();
  }

  #start(): void {
    this.#session?.close();
    this.#session = undefined;
    if (!this.#source || !this.#isConnected) return;
    const { client, conversationId } = this.#source;
    this.#session = client.chat.session({ conversationId, side: 'site' });
    this.#session.subscribe(() => this.#host.requestUpdate());
  }
}
