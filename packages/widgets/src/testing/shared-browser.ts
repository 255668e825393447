import type { ChatSessionOptions, NewMessage, OutboxEntry } from '@wattlet/sdk';
import type { SupportChatClient } from '../support-chat/support-chat-client.ts';
import { FakeSession, FakeSupportClient } from './fake-support-client.ts';

/** A server whose customers share a browser: it can be away, and says who has sent what. */
export class SharedBrowser {
  /** Who is signed in; undefined for nobody. */
  customerId: string | undefined;
  isAway = false;
  /** What has arrived, with who is believed to have written it. */
  readonly arrived: string[] = [];
  readonly #arrivals = new EventTarget();

  constructor(customerId: string) {
    this.customerId = customerId;
  }

  /** Takes a message. */
  take(text: string): void {
    this.arrived.push(`${this.customerId}: ${text}`);
    this.#arrivals.dispatchEvent(new Event('arrival'));
  }

  /** What has arrived, once it is so many messages. */
  async whenArrived(count: number): Promise<readonly string[]> {
    while (this.arrived.length < count)
      await new Promise((resolve) => this.#arrivals.addEventListener('arrival', resolve, { once: true }));
    return this.arrived;
  }

  /** The client of a page that is loaded anew. */
  page(): SupportChatClient {
    const { live, chat } = new FakeSupportClient(FakeSession.draft());
    return {
      live,
      chat: {
        ...chat,
        list: async () => {
          const { customerId } = this;
          if (this.isAway) throw Object.assign(new Error('Gone.'), { code: 'unavailable' });
          if (!customerId) throw Object.assign(new Error('Who?'), { code: 'unauthenticated' });
          return { customerId, conversations: [] };
        },
        session: (options) => new KeepingSession(this, options),
      },
    };
  }
}

/** One of a conversation that was not opened yet, which keeps what the server does not take as those of the SDK do. */
class KeepingSession extends FakeSession {
  override readonly conversationId = undefined;
  readonly #browser: SharedBrowser;
  readonly #options: ChatSessionOptions;

  constructor(browser: SharedBrowser, options: ChatSessionOptions) {
    super({ status: 'draft' });
    this.#browser = browser;
    this.#options = options;
    void options.storage?.load(options.openId ?? '').then((kept) => {
      for (const entry of kept) this.#try(entry);
    });
  }

  override send(message: NewMessage): string {
    const clientId = crypto.randomUUID();
    const key = this.#options.openId ?? '';
    this.#try({ ...message, key, clientId, queuedAt: Date.now(), position: Date.now() });
    return clientId;
  }

  #try(entry: OutboxEntry): void {
    const { storage, writerId } = this.#options;
    const { isAway, customerId: caller } = this.#browser;
    const outgoing = this.state.outgoing.filter(({ clientId }) => clientId !== entry.clientId);
    if (!isAway && (writerId ?? caller) === caller) {
      void storage?.remove(entry);
      this.#browser.take(entry.text);
      this.set({ outgoing });
      return;
    }
    void storage?.put(entry);
    const error = { code: isAway ? 'unavailable' : 'aborted', message: 'Not now.' };
    this.set({ outgoing: [...outgoing, { ...entry, state: 'waiting', error }] });
  }
}
