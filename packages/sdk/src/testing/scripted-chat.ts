import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { durationFromMs, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import type { ChatSide } from '../chat/chat-message.ts';
import { ChatService, type ListMessagesRequest, type SendMessageRequest } from '../gen/wattlet/v1/chat_pb.js';
import {
  type ChatMessageSchema,
  type ConversationSchema,
  ConversationState,
  SenderKind,
} from '../gen/wattlet/v1/conversation_pb.js';
import { LiveService, type WatchRequest } from '../gen/wattlet/v1/live_pb.js';
import { ScriptedStream } from './scripted-stream.ts';

type WireMessage = MessageInitShape<typeof ChatMessageSchema> & {
  readonly change: bigint;
  readonly number: bigint;
};

const CUSTOMER = { sender: SenderKind.CUSTOMER, senderId: 'customer' } as const;
const AGENT = { sender: SenderKind.AGENT, senderId: 'agent' } as const;

const BEGAN = Date.UTC(2026, 0, 1);

/** The one conversation that a scripted server of chats has. */
export const CONVERSATION_ID = '00000000-0000-4000-8000-000000000001';

/**
 * A real Connect server over HTTP with one conversation of one customer, which does what a test says. Its callers are all
 * on one side; what the other does the test says.
 */
export class ScriptedChat {
  /** Errors of the next sendings, one each; `after` stores the message all the same. */
  readonly failures: { readonly when: 'before' | 'after'; readonly error: ConnectError }[] = [];
  /** Texts in the order in which calls brought them, repetitions too. */
  readonly tried: string[] = [];
  /** Who was told to type. */
  readonly typing: boolean[] = [];
  /** Every word of typing is refused with it. */
  typingFailure: ConnectError | undefined;
  /** Sizes of the pages that were asked for. */
  readonly pages: number[] = [];
  /** Who is signed in. */
  customerId = 'customer';
  opened = 0;
  readonly #messages: WireMessage[] = [];
  readonly #streams = new Set<ScriptedStream>();
  readonly #changed = new EventEmitter().setMaxListeners(0);
  readonly #server = createServer(connectNodeAdapter({ routes: (router) => this.#routes(router) }));
  readonly #customer = { delivered: 0, read: 0 };
  readonly #site = { delivered: 0, read: 0 };
  readonly #side: ChatSide;
  #change = 0;
  #rating = 0;
  #oldestReplayable = 0;
  #isClosed = false;

  constructor(side: ChatSide = 'customer') {
    this.#side = side;
  }

  async listen(): Promise<{ baseUrl: string; port: number }> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return { baseUrl: `http://127.0.0.1:${port}`, port };
  }

  async close(): Promise<void> {
    this.endStreams();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  get texts(): string[] {
    return this.#messages.map(({ text = '' }) => text);
  }

  /** Change numbers of the messages and notes. */
  get changes(): number[] {
    return this.#messages.map(({ change }) => Number(change));
  }

  /** Of the newest message that both sides see. */
  get lastNumber(): number {
    return Number(this.#messages.findLast(({ number }) => number > 0n)?.number ?? 0n);
  }

  /** How far the customer has come. */
  get customerReceipts(): { readonly delivered: number; readonly read: number } {
    return this.#customer;
  }

  /** Resolves as soon as the condition holds; looked at whenever something happens here. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changed, 'change');
  }

  /** The other side writes. */
  write(text: string): void {
    this.#store({ text, clientId: crypto.randomUUID(), ...this.#other });
  }

  /** The other side has read everything. */
  readAll(): void {
    const other = this.#side === 'customer' ? this.#site : this.#customer;
    other.delivered = other.read = this.lastNumber;
    this.#note();
  }

  /** An agent closes the conversation. */
  end(): void {
    this.#isClosed = true;
    this.#note();
  }

  /** The other side types, or has stopped. */
  type(typing: boolean): void {
    for (const stream of this.#streams) {
      const value = { conversationId: CONVERSATION_ID, ...this.#other, typing };
      stream.send({ case: 'typing', value: { ...value, topicIds: stream.idsOf('conversation') } });
    }
  }

  /** Tells everything once more. */
  repeat(): void {
    for (const stream of this.#streams)
      this.#announce(stream, stream.idsOf('conversation'), this.#oldestReplayable);
  }

  /** Tells every topic that it cannot be continued. */
  reset(): void {
    for (const stream of this.#streams) for (const { id } of [...stream.topics]) stream.reset(id, 'scripted');
  }

  /** Forgets how it came to be as it is. */
  forget(): void {
    this.#oldestReplayable = this.#change;
  }

  endStreams(): void {
    for (const stream of this.#streams) stream.end();
  }

  #routes(router: ConnectRouter): void {
    router.service(ChatService, {
      openConversation: (request) => {
        this.#requireWriter(request.customerId);
        this.opened += 1;
        return { conversation: this.conversation };
      },
      listConversations: () => ({ conversations: [this.conversation], customerId: this.customerId }),
      listMessages: (request) => this.#page(request),
      sendMessage: (request) => ({ message: this.#send(request) }),
      setTyping: ({ typing }) => {
        this.typing.push(typing);
        this.#changed.emit('change');
        if (this.typingFailure) throw this.typingFailure;
        return {};
      },
      markRead: ({ deliveredNumber, readNumber }) => {
        const own = this.#side === 'customer' ? this.#customer : this.#site;
        own.delivered = Math.max(own.delivered, Number(deliveredNumber));
        own.read = Math.max(own.read, Number(readNumber));
        this.#note();
        return { conversation: this.conversation };
      },
      closeConversation: () => {
        this.end();
        return { conversation: this.conversation };
      },
      rateConversation: ({ rating }) => {
        if (!this.#isClosed) throw new ConnectError('open', Code.FailedPrecondition);
        this.#rating = rating;
        this.#note();
        return { conversation: this.conversation };
      },
    });
    router.service(LiveService, { watch: (request, context) => this.#watch(request, context) });
  }

  /** As the server does. */
  #requireWriter(writerId: string): void {
    if (writerId && writerId !== this.customerId) throw new ConnectError('another', Code.Aborted);
  }

  get #own() {
    return this.#side === 'customer' ? CUSTOMER : AGENT;
  }

  get #other() {
    return this.#side === 'customer' ? AGENT : CUSTOMER;
  }

  #send({ clientId, writerId, text, note }: SendMessageRequest): WireMessage {
    this.tried.push(text);
    const failure = this.failures.shift();
    this.#changed.emit('change');
    this.#requireWriter(writerId);
    if (failure?.when === 'before') throw failure.error;
    const known = this.#messages.find((message) => message.clientId === clientId);
    if (known && known.text !== text) throw new ConnectError('taken', Code.AlreadyExists);
    const message = known ?? this.#store({ text, clientId, note, ...this.#own });
    if (failure) throw failure.error;
    return message;
  }

  #store(content: Pick<WireMessage, 'text' | 'clientId' | 'sender' | 'senderId' | 'note'>): WireMessage {
    const number = content.note ? 0n : BigInt(this.lastNumber + 1);
    const sentAt = timestampFromMs(BEGAN + (this.#messages.length + 1) * 1000);
    const message = { ...content, number, change: BigInt(this.#change + 1), sentAt };
    this.#messages.push(message);
    if (content.sender === SenderKind.CUSTOMER && this.#isClosed) {
      this.#isClosed = false;
      this.#rating = 0;
    }
    this.#note();
    return message;
  }

  #note(): void {
    this.#change += 1;
    for (const stream of this.#streams)
      this.#announce(stream, stream.idsOf('conversation'), this.#change - 1);
    this.#changed.emit('change');
  }

  /** As a call would tell it now. */
  get conversation(): MessageInitShape<typeof ConversationSchema> {
    const last = this.#messages.at(-1);
    const { read } = this.#side === 'customer' ? this.#customer : this.#site;
    const isUnread = ({ sender, number }: WireMessage) => sender === this.#other.sender && number > read;
    const receipts = ({ delivered, read }: { delivered: number; read: number }) => ({
      deliveredNumber: BigInt(delivered),
      readNumber: BigInt(read),
    });
    return {
      conversationId: CONVERSATION_ID,
      customerName: 'Maria',
      state: this.#isClosed ? ConversationState.CLOSED : ConversationState.OPEN,
      lastNumber: BigInt(this.lastNumber),
      lastChange: BigInt(this.#change),
      createdAt: timestampFromMs(BEGAN),
      lastText: last?.text ?? '',
      lastIsNote: last?.note ?? false,
      unread: BigInt(this.#messages.filter(isUnread).length),
      rating: this.#rating,
      customerReceipts: receipts(this.#customer),
      siteReceipts: receipts(this.#site),
    };
  }

  #page({ beforeChange, pageSize }: ListMessagesRequest) {
    this.pages.push(pageSize);
    const older = this.#messages.filter(({ change }) => beforeChange === 0n || change < beforeChange);
    const messages = older.slice(-(pageSize || 50));
    return {
      conversation: this.conversation,
      messages,
      hasOlder: older.length > messages.length,
      cursor: { change: BigInt(this.#change) },
    };
  }

  #watch({ topics }: WatchRequest, { signal }: HandlerContext) {
    const stream = new ScriptedStream([...topics]);
    stream.send({ case: 'ready', value: { heartbeat: durationFromMs(3_600_000), heads: [] } });
    for (const { id, subject } of topics) {
      const after = subject.case === 'conversation' ? Number(subject.value.cursor?.change ?? 0n) : 0;
      if (after < this.#oldestReplayable) stream.reset(id, 'cannot replay');
      else if (after < this.#change) this.#announce(stream, [id], after);
    }
    this.#streams.add(stream);
    // Not in a finally: the generator of a client that is gone may never run again.
    signal.addEventListener('abort', () => {
      this.#streams.delete(stream);
      stream.end();
      this.#changed.emit('change');
    });
    this.#changed.emit('change');
    return stream.responses();
  }

  #announce(stream: ScriptedStream, topicIds: number[], after: number): void {
    if (topicIds.length === 0) return;
    const messages = this.#messages.filter(({ change }) => change > after);
    const value = {
      topicIds,
      conversation: this.conversation,
      messages,
      cursor: { change: BigInt(this.#change) },
    };
    stream.send({ case: 'conversation', value });
  }
}
