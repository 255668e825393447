import { type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { ChatService } from '../gen-page/wattlet/v1/chat_pb.js';
import { TopicWatch } from '../live/topic-watch.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalDate, optionalText } from '../transport/from-wire.ts';
import type { ChatMessage } from './chat-message.ts';
import { ChatSession } from './chat-session.ts';
import type { ChatSessionOptions } from './chat-state.ts';
import type { Conversation } from './conversation.ts';
import { ConversationCalls } from './conversation-calls.ts';
import { toConversation } from './conversation-from-wire.ts';
import { MemoryOutboxStorage } from './outbox-storage.ts';
import { type ConversationEvent, WatchedConversation } from './watched-conversation.ts';

export { MAX_MESSAGE_CHARACTERS, messageLength } from './message-limits.ts';

/** Asks for a page of one's own conversations. */
export interface ConversationsRequest extends Cancellable {
  /** 1 to 100; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of conversations, the newest change first. */
export interface ConversationsPage {
  readonly conversations: readonly Conversation[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
  /** The customer who has called; absent for agents. */
  readonly customerId?: string;
}

/** Whether somebody answers. */
export interface ChatHours {
  readonly isOpen: boolean;
  /** When somebody answers again; absent while somebody does, and where that is not known. */
  readonly opensAt?: Date;
  /** IANA name of the site's zone. */
  readonly timeZone: string;
  /** Agents see what customers type before they send it. */
  readonly isTypingShown: boolean;
}

/** Where a file can be fetched. */
export interface ChatFile {
  readonly url: string;
  /** The address is good until then; ask for another one after that. */
  readonly expiresAt: Date;
}

/** A visitor who is not signed in. */
export interface Visit {
  /** Bearer token of the visitor. Whoever has it reads the visitor's conversations. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Support conversations. Every method rejects with a `WattletError`, and with nothing else. */
export class ChatApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof ChatService>;
  readonly #calls: ConversationCalls;
  readonly #storage = new MemoryOutboxStorage();

  constructor(connection: Connection) {
    this.#connection = connection;
    const { transports, baseUrl, closing } = connection;
    // Never from a cache: what was said a moment ago counts here.
    this.#client = createClient(ChatService, transports.fresh);
    const transport = transports.fresh;
    this.#calls = new ConversationCalls({ client: this.#client, transport, baseUrl, closing });
  }

  /** The caller's conversations, the newest change first, a page at a time. */
  list({ pageSize = 0, pageToken = '', signal }: ConversationsRequest = {}): Promise<ConversationsPage> {
    return call(this.#connection.closing, signal, async (options) => {
      const answer = await this.#client.listConversations({ pageSize, pageToken }, options);
      return {
        conversations: answer.conversations.map(toConversation),
        ...optionalText('nextPageToken', answer.nextPageToken),
        ...optionalText('customerId', answer.customerId),
      };
    });
  }

  /** Opens a conversation. @param openId a UUID; the same again is the same conversation */
  open(openId: string, { signal }: Cancellable = {}): Promise<Conversation> {
    return this.#calls.open({ clientId: openId }, signal);
  }

  /**
   * A conversation to be shown, followed from now on; end it with `close`. One client has at most 100 of them, and other
   * watches.
   *
   * @throws WattletError `invalid_argument` where it is not said which one.
   */
  session(options: ChatSessionOptions): ChatSession {
    const { live, timers, random, closing, listenForWake } = this.#connection;
    const newId = () => crypto.randomUUID();
    const { storage = this.#storage } = options;
    const calls = this.#calls;
    return new ChatSession(options, { live, timers, random, newId, closing, listenForWake, calls, storage });
  }

  /**
   * A conversation as it is, with its newest messages, then every change, without hole and without duplicate, through lost
   * connections and restarts of the server. {@link session} is for whoever also writes.
   *
   * Nothing is asked before the iteration begins. It throws a `WattletError` when the first read fails, or later when
   * going on is hopeless; lost connections it rides out.
   *
   * @example
   * for await (const event of client.chat.watch(conversationId)) {
   *   if (event.type === 'change') for (const { text } of event.news) console.log(text);
   * }
   */
  watch(
    conversationId: string,
    { signal: end }: Cancellable = {},
  ): AsyncIterableIterator<ConversationEvent, undefined> {
    const { live, timers, random, closing } = this.#connection;
    const state = new WatchedConversation(conversationId);
    const read = (_fresh: boolean, signal: AbortSignal) =>
      this.#calls.read(conversationId, state.size, signal);
    const ends = [closing, ...(end ? [end] : [])];
    return new TopicWatch(state, { live, timers, random, ends, read }).events;
  }

  /** Every message of a conversation from the first to the newest, a page of older ones at a time. */
  async history(conversationId: string, { signal }: Cancellable = {}): Promise<readonly ChatMessage[]> {
    const { messages, hasOlder } = await this.#calls.read(conversationId, 0, signal);
    const pages = [messages];
    for (let goesOn = hasOlder; goesOn; ) {
      const page = await this.#calls.older(conversationId, { before: pages[0]?.[0]?.change ?? 0 }, signal);
      pages.unshift(page.messages);
      goesOn = page.hasOlder;
    }
    return pages.flat();
  }

  /** Where a file can be fetched, for some minutes: to be shown or saved by a page, without a token. */
  file(attachmentId: string, { signal }: Cancellable = {}): Promise<ChatFile> {
    return this.#calls.rarely(signal, (calls, options) => calls.file(attachmentId, options));
  }

  /** Whether somebody answers now. */
  hours({ signal }: Cancellable = {}): Promise<ChatHours> {
    return call(this.#connection.closing, signal, async (options) => {
      const { settings, openNow: isOpen, opensAt } = await this.#client.getChatSettings({}, options);
      return {
        isOpen,
        ...optionalDate('opensAt', opensAt),
        timeZone: settings?.timeZone ?? 'UTC',
        isTypingShown: settings?.typingPreview ?? false,
      };
    });
  }

  /**
   * Begins a visit, for a client whose token is the publishable key of the site. Where the site answers only customers who
   * are signed in it rejects as `failed_precondition`.
   */
  startVisit({ signal }: Cancellable = {}): Promise<Visit> {
    return this.#calls.rarely(signal, (calls, options) => calls.startVisit(options));
  }

  /**
   * Moves the conversations of a visit to the calling customer, and ends the visit. Doing it again changes nothing.
   *
   * @returns how many there were
   */
  mergeVisit(token: string, { signal }: Cancellable = {}): Promise<number> {
    return this.#calls.rarely(signal, (calls, options) => calls.mergeVisit(token, options));
  }
}
