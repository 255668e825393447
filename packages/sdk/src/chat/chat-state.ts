import type { WattletError } from '../errors/wattlet-error.ts';
import type { ChatMessage, ChatSide } from './chat-message.ts';
import type { Conversation } from './conversation.ts';
import type { OutgoingMessage } from './outbox.ts';
import type { OutboxStorage } from './outbox-storage.ts';
import type { DeliveryState } from './receipts.ts';
import type { SessionStatus } from './session-machine.ts';
import type { Typist } from './watched-conversation.ts';

/** Which conversation, as whom, and what it is kept in. */
export interface ChatSessionOptions {
  /** One that there is. */
  readonly conversationId?: string;
  /** UUID under which a new one is opened with its first message: the same again is the same conversation. */
  readonly openId?: string;
  /** Which side the caller is on; the customer's unless given. */
  readonly side?: ChatSide;
  /**
   * Who writes: the customer as `list` tells it, or the agent as `inbox.desk.agents` does; whoever calls unless given. While
   * somebody else is signed in, what was written waits as `aborted`: it is never sent in their name.
   */
  readonly writerId?: string;
  /** Where messages wait, so that they survive a reload; in memory unless given. One that is kept is one person's. */
  readonly storage?: OutboxStorage;
}

/** A stored message, with how far one's own have come. */
export interface SessionMessage extends ChatMessage {
  /** Of messages of one's own side. */
  readonly delivery?: DeliveryState;
}

/** A conversation as it is to be shown. */
export interface ChatState {
  /** Where it has `failed`, `error` says why, and `reconnect` tries again. */
  readonly status: SessionStatus;
  /** Why it could not be read the last time. */
  readonly error?: WattletError;
  readonly conversation?: Conversation;
  /** In the server's order. */
  readonly messages: readonly SessionMessage[];
  /** Written here and not acknowledged yet: to be shown after the messages. */
  readonly outgoing: readonly OutgoingMessage[];
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly typists: readonly Typist[];
}
