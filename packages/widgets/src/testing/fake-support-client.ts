import type {
  ChatAttachment,
  ChatHours,
  ChatState,
  Conversation,
  NewMessage,
  OutgoingMessage,
  SessionMessage,
  UploadOptions,
} from '@wattlet/sdk';
import type { ConnectionStatus } from '../element/live-client.ts';
import type { ShownSession, SupportChatClient } from '../support-chat/support-chat-client.ts';
import { statusSource } from './fake-client.ts';

const BEGAN = Date.UTC(2026, 2, 3, 12);

/** A message of a test; the greater the number, the newer, two minutes each. */
export function messageOf(number: number, properties: Partial<SessionMessage> = {}): SessionMessage {
  const isOwn = properties.sender === 'customer';
  return {
    ...{ number, change: number, clientId: `client-${number}`, sender: 'agent', senderId: 'agent' },
    ...{ senderName: 'Anna Petrou', text: `Message ${number}`, attachments: [], isNote: false },
    sentAt: new Date(BEGAN + number * 120_000),
    ...(isOwn ? { senderId: 'customer', senderName: 'Maria', delivery: 'sent' } : {}),
    ...properties,
  };
}

/** The conversation of a test. */
export function conversationOf(properties: Partial<Conversation> = {}): Conversation {
  return {
    ...{ conversationId: 'conversation', customerId: 'customer', customerName: 'Maria', state: 'open' },
    ...{
      lastNumber: 0,
      lastChange: 0,
      createdAt: new Date(BEGAN),
      lastText: '',
      lastIsNote: false,
      unread: 0,
      blocked: false,
    },
    customerReceipts: { deliveredNumber: 0, readNumber: 0 },
    siteReceipts: { deliveredNumber: 0, readNumber: 0 },
    ...properties,
  };
}

/** A session that is as a test says, and notes what was done with it. */
export class FakeSession implements ShownSession {
  readonly side = 'customer';
  readonly conversationId: string | undefined;
  readonly sent: NewMessage[] = [];
  readonly done: string[] = [];
  readonly typed: (string | undefined)[] = [];
  readNumber = 0;
  /** How uploads end; each waits for it. */
  uploaded: (file: File, options?: UploadOptions) => Promise<ChatAttachment> = async ({ name }) => ({
    ...{ attachmentId: `file-${name}`, fileName: name, mediaType: 'image/png', sizeBytes: 2048 },
  });
  #state: ChatState;
  readonly #listeners = new Set<() => void>();
  readonly #checks = new Set<() => void>();

  constructor(state: Partial<ChatState> = {}, conversationId: string | undefined = 'conversation') {
    this.conversationId = conversationId;
    this.#state = {
      ...{ status: 'ready', messages: [], outgoing: [], hasOlder: false, isLoadingOlder: false, typists: [] },
      conversation: conversationOf(),
      ...state,
    };
  }

  /** One of a conversation that was not opened yet. */
  static draft(): FakeSession {
    const session = new FakeSession({ status: 'draft' });
    const { conversation: _none, ...state } = session.#state;
    session.#state = state;
    return session;
  }

  get state(): ChatState {
    return this.#state;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** It is like this from now on. */
  set(state: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...state };
    for (const listener of this.#listeners) listener();
  }

  /** A message is there. */
  receive(...messages: readonly SessionMessage[]): void {
    this.set({ messages: [...this.#state.messages, ...messages] });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(message: NewMessage): string {
    this.sent.push(message);
    const clientId = `own-${this.sent.length}`;
    const outgoing: OutgoingMessage = { ...message, clientId, queuedAt: Date.now(), state: 'sending' };
    this.set({ outgoing: [...this.#state.outgoing, outgoing] });
    return clientId;
  }

  retry(clientId: string): void {
    this.done.push(`retry ${clientId}`);
  }

  drop(clientId: string): void {
    this.set({ outgoing: this.#state.outgoing.filter((message) => message.clientId !== clientId) });
  }

  type(preview?: string): void {
    this.typed.push(preview);
  }

  stopTyping(): void {
    this.done.push('stop typing');
  }

  markRead(number: number): void {
    this.readNumber = Math.max(this.readNumber, number);
    for (const check of [...this.#checks]) check();
  }

  /** Resolves once the condition holds; looked at whenever something was marked as read. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
    });
  }

  /** What is older than the messages that are known. */
  older: readonly SessionMessage[] = [];

  async loadBackTo(change: number): Promise<void> {
    this.done.push(`back to ${change}`);
    this.set({ messages: [...this.older, ...this.#state.messages] });
    this.older = [];
  }

  async loadOlder(): Promise<void> {
    this.done.push('older');
  }

  upload(file: File, options?: UploadOptions): Promise<ChatAttachment> {
    return this.uploaded(file, options);
  }

  async rate(rating: number): Promise<void> {
    this.set({ conversation: conversationOf({ ...this.#state.conversation, rating }) });
  }

  async end(): Promise<void> {
    this.set({ conversation: conversationOf({ ...this.#state.conversation, state: 'closed' }) });
  }

  note(): void {}

  reconnect(): void {
    this.done.push('reconnect');
  }

  close(): void {
    this.done.push('close');
    this.#state = { ...this.#state, status: 'closed' };
    this.#listeners.clear();
  }
}

/** A client with one session, which does what a test says. */
export class FakeSupportClient implements SupportChatClient {
  session: FakeSession;
  readonly asked: string[] = [];
  /** Who calls. */
  customerId = 'customer';
  hours: ChatHours = { isOpen: true, timeZone: 'Europe/Athens', isTypingShown: false };
  readonly #statusListeners = new Set<(status: ConnectionStatus) => void>();
  #status: ConnectionStatus = { state: 'live', since: BEGAN };
  #failure: Error | undefined;

  constructor(session: FakeSession = new FakeSession()) {
    this.session = session;
  }

  /** Every call fails with this from now on; undefined: none does. */
  failWith(error: Error | undefined): void {
    this.#failure = error;
  }

  /** The connection is like this from now on. */
  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }

  /** How many listen to the status of the connection. */
  get statusListeners(): number {
    return this.#statusListeners.size;
  }

  readonly live = statusSource(() => this.#status, this.#statusListeners);

  readonly chat: SupportChatClient['chat'] = {
    list: async () => {
      this.asked.push('list');
      if (this.#failure) throw this.#failure;
      const { conversation } = this.session.state;
      return { customerId: this.customerId, conversations: conversation ? [conversation] : [] };
    },
    session: ({ conversationId, openId }) => {
      this.asked.push(conversationId === undefined ? `session of ${openId ? 'a new one' : ''}` : 'session');
      return this.session;
    },
    file: async () => ({ url: 'data:text/plain,', expiresAt: new Date(BEGAN) }),
    history: async () => this.session.state.messages,
    hours: async () => this.hours,
  };
}
