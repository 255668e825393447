import { WattletError } from '../errors/wattlet-error.ts';
import type { ConversationChange } from '../gen/wattlet/v1/live_pb.js';
import type { LiveChange, LiveSubject } from '../live/live-source.ts';
import type { WatchedState } from '../live/topic-watch.ts';
import { present } from '../transport/from-wire.ts';
import type { ChatMessage, ChatSender } from './chat-message.ts';
import type { Conversation } from './conversation.ts';
import { toConversation } from './conversation-from-wire.ts';
import { toMessage, toSender } from './message-from-wire.ts';

/** The newest messages of a conversation, and where they stand among its changes. */
export interface ConversationRead {
  readonly conversation: Conversation;
  /** In their order. */
  readonly messages: readonly ChatMessage[];
  /** There are older ones. */
  readonly hasOlder: boolean;
  /** Every change up to here is in the answer. */
  readonly cursor: number;
}

interface ConversationNow {
  readonly conversation: Conversation;
  /** Those that are known, in their order, without a gap. */
  readonly messages: readonly ChatMessage[];
  readonly hasOlder: boolean;
}

/** The conversation as a whole: the first event, and again when the consumer was too slow for the changes. */
export interface ConversationSnapshotEvent extends ConversationNow {
  readonly type: 'snapshot';
}

/** The conversation has changed. */
export interface ConversationChangeEvent extends ConversationNow {
  readonly type: 'change';
  /** Messages that are new, in their order; none where only the state or the receipts are. */
  readonly news: readonly ChatMessage[];
}

/** The server could not continue the watch: the conversation was read afresh. */
export interface ConversationResetEvent extends ConversationNow {
  readonly type: 'reset';
  /** Why, for logs. */
  readonly reason: string;
}

/** Somebody else types, or has stopped. Whoever is not heard of for 6 seconds has stopped, too. */
export interface TypingEvent extends ConversationNow {
  readonly type: 'typing';
  readonly typist: Typist;
  readonly isTyping: boolean;
}

/** Somebody who types. */
export interface Typist {
  readonly senderId: string;
  readonly name: string;
  readonly sender: ChatSender;
  /** What a customer has typed so far; for agents of sites that have turned that on. */
  readonly preview?: string;
}

/** One event of a watch. Whatever its type, the rest is the conversation after it. */
export type ConversationEvent =
  | ConversationSnapshotEvent
  | ConversationChangeEvent
  | ConversationResetEvent
  | TypingEvent;

/**
 * The conversation of one watch: as it was read, with every change since, older messages that were asked for, and
 * messages that an answer told before the watch came so far.
 */
export class WatchedConversation implements WatchedState<ConversationRead, ConversationEvent> {
  readonly #conversationId: string;
  #conversation: Conversation | undefined;
  #messages: readonly ChatMessage[] = [];
  #hasOlder = false;
  #cursor = 0;
  /** Known from answers; told again by the watch. */
  #ahead: readonly ChatMessage[] = [];

  /** @param before what was known of it until now, to be shown until it is read again */
  constructor(conversationId: string, before?: WatchedConversation) {
    this.#conversationId = conversationId;
    if (!before) return;
    this.#conversation = before.#conversation;
    this.#messages = before.#messages;
    this.#hasOlder = before.#hasOlder;
    this.#cursor = before.#cursor;
    this.#ahead = before.#ahead;
  }

  /** Undefined before the first read. */
  get now(): ConversationNow | undefined {
    if (!this.#conversation) return undefined;
    return {
      conversation: this.#conversation,
      messages: inOrder([...this.#messages, ...this.#ahead]),
      hasOlder: this.#hasOlder,
    };
  }

  /** How many messages are known. */
  get size(): number {
    return this.#messages.length;
  }

  /** Change number of the oldest known message; undefined where none is known. */
  get oldestChange(): number | undefined {
    return this.#messages[0]?.change;
  }

  subject(): LiveSubject {
    const cursor = { change: BigInt(this.#cursor) };
    return { case: 'conversation', value: { conversationId: this.#conversationId, cursor } };
  }

  take({ conversation, messages, hasOlder, cursor }: ConversationRead): void {
    this.#conversation = conversation;
    this.#messages = messages;
    this.#hasOlder = hasOlder;
    this.#cursor = cursor;
    this.#forgetReached();
  }

  apply(change: LiveChange): ConversationEvent | undefined {
    if (change.case === 'conversation') return this.#change(change.value);
    if (change.case !== 'typing') return undefined;
    const { senderId, senderName: name, sender, typing: isTyping, preview } = change.value;
    const typist = { senderId, name, sender: toSender(sender), ...(preview ? { preview } : {}) };
    return { type: 'typing', typist, isTyping, ...this.#known() };
  }

  snapshot(): ConversationSnapshotEvent {
    return { type: 'snapshot', ...this.#known() };
  }

  afterReset(reason: string): ConversationResetEvent {
    return { type: 'reset', reason, ...this.#known() };
  }

  /**
   * Takes older messages.
   *
   * @param before change number that they were asked for with; where other messages are the oldest now, they are dropped
   */
  prepend(before: number, older: Pick<ConversationRead, 'messages' | 'hasOlder'>): void {
    if (before !== this.oldestChange) return;
    this.#messages = [...older.messages, ...this.#messages];
    this.#hasOlder = older.hasOlder;
  }

  /** Takes a message that an answer told. One from before the oldest that is known comes with its page. */
  note(message: ChatMessage): void {
    if (message.change <= this.#cursor) return;
    this.#ahead = [...this.#ahead.filter(({ change }) => change !== message.change), message];
  }

  /** Takes the conversation as an answer told it, unless it is older than what is known. */
  noteConversation(conversation: Conversation): void {
    if (conversation.lastChange >= (this.#conversation?.lastChange ?? 0)) this.#conversation = conversation;
  }

  #change({ cursor, conversation, messages }: ConversationChange): ConversationChangeEvent | undefined {
    const upTo = Number(present(cursor, 'cursor').change);
    if (upTo <= this.#cursor) return undefined;
    const news = inOrder(messages.map(toMessage)).filter(({ change }) => change > this.#cursor);
    this.noteConversation(toConversation(conversation));
    this.#messages = [...this.#messages, ...news];
    this.#cursor = upTo;
    this.#forgetReached();
    return { type: 'change', news, ...this.#known() };
  }

  #forgetReached(): void {
    this.#ahead = this.#ahead.filter(({ change }) => change > this.#cursor);
  }

  #known(): ConversationNow {
    if (this.now) return this.now;
    throw new WattletError('internal', `The conversation ${this.#conversationId} was not read yet`);
  }
}

function inOrder(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return [...messages].sort((a, b) => a.change - b.change);
}
