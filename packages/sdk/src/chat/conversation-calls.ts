import type { CallOptions, Client, Transport } from '@connectrpc/connect';
import type { ChatService } from '../gen-page/wattlet/v1/chat_pb.js';
import { call } from '../transport/call.ts';
import { present } from '../transport/from-wire.ts';
import type { ChatAttachment, ChatMessage } from './chat-message.ts';
import { referenceMessage } from './chat-reference.ts';
import type { Conversation } from './conversation.ts';
import { toConversation } from './conversation-from-wire.ts';
import { toMessage } from './message-from-wire.ts';
import { composed } from './message-limits.ts';
import type { OutboxEntry } from './outbox-storage.ts';
import type { RareChatCalls } from './rare-chat-calls.ts';
import type { ReadMark } from './read-marker.ts';
import type { UploadOptions } from './upload-file.ts';
import type { ConversationRead } from './watched-conversation.ts';

/** Messages of a page. */
const PAGE_SIZE = 50;
/** The most that the server gives in one page. */
export const LONGEST_PAGE = 200;
/** What is read again after a reset is no more than this, however far somebody has gone back. */
const MOST_READ = 1_000;
/** What is told of what is typed, in code points. */
const LONGEST_PREVIEW = 500;

/** How to reach the server. */
export interface ConversationCallsDeps {
  readonly client: Client<typeof ChatService>;
  /** Of the client. */
  readonly transport: Transport;
  /** Where the server is. */
  readonly baseUrl: string;
  /** Aborts when the client is closed. */
  readonly closing: AbortSignal;
}

/** By whom something was written. */
export interface Written {
  /** The customer or agent; whoever calls unless given. It is `aborted` where somebody else calls. */
  readonly writerId?: string | undefined;
}

/** A conversation to be opened. */
export interface Opening {
  /** The customer; whoever calls unless given. It is `aborted` where another customer calls. */
  readonly customerId?: string | undefined;
  /** UUID. */
  readonly clientId: string;
}

/** The calls about one conversation. Every method rejects with a `WattletError`, and with nothing else. */
export class ConversationCalls {
  readonly #deps: ConversationCallsDeps;

  constructor(deps: ConversationCallsDeps) {
    this.#deps = deps;
  }

  /** Opens a conversation; the same id again finds the same one. */
  open({ clientId, customerId = '' }: Opening, signal?: AbortSignal): Promise<Conversation> {
    return this.#call(signal, async (options) => {
      const { conversation } = await this.#client.openConversation({ clientId, customerId }, options);
      return toConversation(conversation);
    });
  }

  /** The newest messages: as many as are known, at least a page. */
  read(conversationId: string, known: number, signal?: AbortSignal): Promise<ConversationRead> {
    const most = Math.min(Math.max(known, PAGE_SIZE), MOST_READ);
    return this.#call(signal, async (options) => {
      let read = await this.#page(
        conversationId,
        { beforeChange: 0, pageSize: Math.min(most, LONGEST_PAGE) },
        options,
      );
      while (read.hasOlder && read.messages.length < most) {
        const beforeChange = read.messages[0]?.change ?? 0;
        const older = await this.#page(conversationId, { beforeChange, pageSize: LONGEST_PAGE }, options);
        read = { ...read, messages: [...older.messages, ...read.messages], hasOlder: older.hasOlder };
      }
      return read;
    });
  }

  /** The messages before a change. */
  older(
    conversationId: string,
    {
      before: beforeChange,
      pageSize = PAGE_SIZE,
    }: { readonly before: number; readonly pageSize?: number | undefined },
    signal?: AbortSignal,
  ): Promise<ConversationRead> {
    return this.#call(signal, (options) => this.#page(conversationId, { beforeChange, pageSize }, options));
  }

  /** Stores a message; the same client id again is the same message. */
  send(conversationId: string, entry: OutboxEntry & Written, signal?: AbortSignal): Promise<ChatMessage> {
    const { clientId, writerId = '', text, reference, attachmentIds = [], isNote = false } = entry;
    return this.#call(signal, async (options) => {
      const { message } = await this.#client.sendMessage(
        {
          // Decomposed it may have more bytes than the server reads.
          ...{ conversationId, clientId, writerId, text: composed(text) },
          ...{ attachmentIds: [...attachmentIds], note: isNote },
          ...(reference ? { reference: referenceMessage(reference) } : {}),
        },
        options,
      );
      return toMessage(present(message, 'message'));
    });
  }

  /** Moves the caller's cursors. */
  mark(conversationId: string, mark: ReadMark, signal?: AbortSignal): Promise<Conversation> {
    const [deliveredNumber, readNumber] = [BigInt(mark.deliveredNumber), BigInt(mark.readNumber)];
    return this.#call(signal, async (options) => {
      const request = { conversationId, deliveredNumber, readNumber };
      return toConversation((await this.#client.markRead(request, options)).conversation);
    });
  }

  /** Says that the caller types, or has stopped. */
  type(
    conversationId: string,
    { isTyping: typing, preview }: { readonly isTyping: boolean; readonly preview: string },
    signal?: AbortSignal,
  ): Promise<void> {
    return this.#call(signal, async (options) => {
      const shown = preview && [...preview.toWellFormed()].slice(-LONGEST_PREVIEW).join('');
      await this.#client.setTyping({ conversationId, typing, preview: shown }, options);
    });
  }

  /** Rates a closed conversation. */
  rate(conversationId: string, rating: number, signal?: AbortSignal): Promise<Conversation> {
    return this.rarely(signal, (calls, options) => calls.rate(conversationId, rating, options));
  }

  /** Closes a conversation. */
  close(conversationId: string, signal?: AbortSignal): Promise<Conversation> {
    return this.rarely(signal, (calls, options) => calls.close(conversationId, options));
  }

  /** Uploads a file. */
  upload(conversationId: string, file: File, upload: UploadOptions = {}): Promise<ChatAttachment> {
    return this.rarely(upload.signal, (calls, options) =>
      calls.upload(conversationId, file, { ...upload, signal: options.signal }),
    );
  }

  /** Makes a call of those that are loaded when they are needed. */
  rarely<T>(
    signal: AbortSignal | undefined,
    run: (calls: RareChatCalls, options: CallOptions) => Promise<T>,
  ): Promise<T> {
    return this.#call(signal, async (options) => {
      const { RareChatCalls: Calls } = await import('./rare-chat-calls.ts');
      return run(new Calls(this.#deps.transport, this.#deps.baseUrl), options);
    });
  }

  async #page(
    conversationId: string,
    { beforeChange, pageSize }: { readonly beforeChange: number; readonly pageSize: number },
    options: CallOptions,
  ): Promise<ConversationRead> {
    const request = { conversationId, beforeChange: BigInt(beforeChange), pageSize };
    const { conversation, messages, hasOlder, cursor } = await this.#client.listMessages(request, options);
    return {
      conversation: toConversation(conversation),
      messages: messages.map(toMessage),
      hasOlder: hasOlder && messages.length > 0,
      cursor: Number(present(cursor, 'cursor').change),
    };
  }

  get #client(): Client<typeof ChatService> {
    return this.#deps.client;
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#deps.closing, signal, run);
  }
}
