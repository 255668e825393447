import { isFinal } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { retryDelayMs } from '../live/back-off.ts';
import type { LiveSource } from '../live/live-source.ts';
import { pause, type Timers } from '../live/timers.ts';
import { TopicWatch } from '../live/topic-watch.ts';
import type { ChatAttachment, ChatMessage, ChatSide } from './chat-message.ts';
import { isOwn } from './chat-message.ts';
import type { ChatSessionOptions, ChatState, SessionMessage } from './chat-state.ts';
import type { Conversation } from './conversation.ts';
import { type ConversationCalls, LONGEST_PAGE } from './conversation-calls.ts';
import { Outbox } from './outbox.ts';
import type { NewMessage, OutboxEntry, OutboxStorage } from './outbox-storage.ts';
import { ReadMarker } from './read-marker.ts';
import { deliveryOf } from './receipts.ts';
import {
  SESSION_MACHINE,
  type SessionEffect,
  type SessionEvent,
  type SessionStatus,
} from './session-machine.ts';
import { TypingSignal } from './typing-signal.ts';
import { Typists } from './typists.ts';
import type { UploadOptions } from './upload-file.ts';
import { type ConversationEvent, WatchedConversation } from './watched-conversation.ts';

/** What a session works with. */
export interface ChatSessionDeps {
  readonly live: LiveSource;
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Makes a UUID. */
  readonly newId: () => string;
  /** Aborts when the client is closed. */
  readonly closing: AbortSignal;
  readonly listenForWake: (wake: () => void) => () => void;
  readonly calls: ConversationCalls;
  readonly storage: OutboxStorage;
}

/**
 * A conversation for whoever shows it, without anything to show it with: what is stored in the server's order, what waits
 * to be sent, who types, how far both sides have read. Whatever is repeated, lost or reset on the way, the stored messages
 * are those of a fresh read. Carries out what {@link SESSION_MACHINE} decides.
 *
 * @example
 * const session = client.chat.session({ conversationId });
 * session.subscribe(() => render(session.state));
 * session.send({ text: 'Hello' });
 */
export class ChatSession {
  readonly side: ChatSide;
  readonly #deps: ChatSessionDeps;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #outbox: Outbox;
  readonly #marker: ReadMarker;
  readonly #typing: TypingSignal;
  readonly #typists: Typists;
  readonly #openId: string | undefined;
  readonly #writerId: string | undefined;
  readonly #stops: (() => void)[] = [];
  #conversationId: string | undefined;
  #watched: WatchedConversation | undefined;
  #status: SessionStatus;
  #error: WattletError | undefined;
  /** Tries to read it that have failed, one after the other. */
  #losses = 0;
  #opening: Promise<string> | undefined;
  #loading: Promise<void> | undefined;
  #wakeRead: (() => void) | undefined;
  #isTold = true;
  /** The server has not refused what this side writes: else nobody is told of typing, and it is not asked again and again. */
  #mayWrite = true;

  readonly #effects: Readonly<Record<SessionEffect, () => void>> = {
    follow: () => void this.#follow(),
    backOff: () => void this.#backOff(),
    wake: () => this.#wake(),
    end: () => this.#end(),
  };

  /** @internal made by `ChatApi.session` */
  constructor(options: ChatSessionOptions, deps: ChatSessionDeps) {
    const { conversationId, openId, writerId, side = 'customer' } = options;
    const key = openId ?? conversationId;
    if (key === undefined)
      throw new WattletError('invalid_argument', 'A session needs a conversationId or an openId');
    const { timers, random, newId, storage } = deps;
    this.side = side;
    this.#deps = deps;
    this.#openId = openId;
    this.#writerId = writerId;
    this.#conversationId = conversationId;
    this.#status = conversationId === undefined ? 'draft' : 'connecting';
    const onChange = () => this.#changed();
    const send = (entry: OutboxEntry, signal: AbortSignal) => this.#send(entry, signal);
    this.#outbox = new Outbox({ key, storage, timers, random, newId, send, onChange });
    this.#marker = new ReadMarker({ timers, random, mark: (mark, signal) => this.#mark(mark, signal) });
    this.#typing = new TypingSignal(timers, (isTyping, preview) => this.#sayTyping(isTyping, preview));
    this.#typists = new Typists(timers, onChange);
    const close = () => this.close();
    if (deps.closing.aborted) this.close();
    deps.closing.addEventListener('abort', close, { once: true });
    this.#stops.push(
      () => deps.closing.removeEventListener('abort', close),
      deps.listenForWake(() => this.#wake()),
      deps.live.onStatus(({ state }) => state === 'live' && this.#wake()),
    );
    void this.#outbox.open();
    void this.#follow();
  }

  /** Undefined for a conversation that was not opened yet. */
  get conversationId(): string | undefined {
    return this.#conversationId;
  }

  /** The conversation as it is now. */
  get state(): ChatState {
    const now = this.#watched?.now;
    return {
      status: this.#status,
      ...(this.#error ? { error: this.#error } : {}),
      ...(now ? { conversation: now.conversation } : {}),
      messages: now?.messages.map((message) => this.#shown(message, now.conversation)) ?? [],
      outgoing: this.#outbox.messages,
      hasOlder: now?.hasOlder ?? false,
      isLoadingOlder: this.#loading !== undefined,
      typists: this.#typists.list,
    };
  }

  /**
   * Calls the listener after every change of the {@link state}, once for those that come together.
   *
   * @returns a function that stops it
   */
  subscribe(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /**
   * Takes a message into the outbox, from which it is sent as soon as may be.
   *
   * @returns its client id
   * @throws WattletError `invalid_argument` for what the server would refuse, `resource_exhausted` where too many wait.
   */
  send(message: NewMessage): string {
    const clientId = this.#outbox.add(message);
    this.#typing.stop({ isKnown: true });
    return clientId;
  }

  /** Tries a message again; one that has failed behind the others. */
  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  /** Gives a message up that is not acknowledged. */
  drop(clientId: string): void {
    this.#outbox.drop(clientId);
  }

  /** Says that something was typed. @param preview what there is so far, where the site has turned that on */
  type(preview?: string): void {
    if (this.#conversationId !== undefined) this.#typing.type(preview);
  }

  /** Says that nothing is typed any more. */
  stopTyping(): void {
    this.#typing.stop();
  }

  /** Everything up to this message number was on screen. Smaller numbers than before change nothing. */
  markRead(number: number): void {
    if (this.#conversationId !== undefined) this.#marker.read(number);
  }

  /** Reads a page of older messages. @throws WattletError where that fails; nothing has changed then. */
  loadOlder(): Promise<void> {
    return this.#load();
  }

  /**
   * Reads older messages until the one of this change number is known, or nothing older is left.
   *
   * @throws WattletError where that fails; what was read until then stays.
   */
  async loadBackTo(change: number): Promise<void> {
    while (this.#watched?.now?.hasOlder && change < (this.#watched.oldestChange ?? 0))
      await this.#load(LONGEST_PAGE);
  }

  /** Uploads a file for a message of this conversation, which it opens where there is none. @throws WattletError */
  async upload(file: File, options?: UploadOptions): Promise<ChatAttachment> {
    return this.#deps.calls.upload(await this.#open(), file, options);
  }

  /** For customers: rates a closed conversation, 1 to 5. @throws WattletError */
  async rate(rating: number): Promise<void> {
    this.#take(await this.#deps.calls.rate(await this.#open(), rating));
  }

  /** Closes the conversation; the customer's next message opens it again. @throws WattletError */
  async end(): Promise<void> {
    this.#take(await this.#deps.calls.close(await this.#open()));
  }

  /** Takes the conversation as another call has told it; an older state changes nothing. */
  note(conversation: Conversation): void {
    this.#take(conversation);
  }

  /** Reads the conversation again after it has `failed`, and sends what waits. */
  reconnect(): void {
    this.#happen('reconnect');
  }

  /** Ends the session. What waits to be sent stays kept for the next one. */
  close(): void {
    this.#happen('close');
  }

  #happen(event: SessionEvent): void {
    const transition = SESSION_MACHINE[this.#status][event];
    if (!transition) return;
    this.#status = transition.to;
    for (const effect of transition.effects) this.#effects[effect]();
    this.#changed();
  }

  #end(): void {
    this.#typing.stop();
    this.#closing.abort(new WattletError('canceled', 'The session is closed'));
    this.#outbox.close();
    this.#marker.close();
    this.#typists.clear();
    for (const stop of this.#stops) stop();
  }

  async #follow(): Promise<void> {
    const { live, timers, random, calls } = this.#deps;
    const { signal } = this.#closing;
    const conversationId = this.#conversationId;
    if (conversationId === undefined || signal.aborted) return;
    const watched = new WatchedConversation(conversationId, this.#watched);
    const read = (_fresh: boolean, ends: AbortSignal) => calls.read(conversationId, watched.size, ends);
    const watch = new TopicWatch(watched, { live, timers, random, ends: [signal], read });
    this.#watched = watched;
    try {
      for await (const event of watch.events) this.#hear(event);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#error = WattletError.from(thrown);
      const { code } = this.#error;
      this.#happen(isFinal(code) || code === 'unauthenticated' ? 'refused' : 'lost');
    }
  }

  /** Until it is time to read again, or it may succeed. */
  async #backOff(): Promise<void> {
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#wakeRead = wake;
    this.#closing.signal.addEventListener('abort', wake, { once: true });
    const delayMs = retryDelayMs(this.#losses, this.#deps.random, this.#error);
    this.#losses += 1;
    await pause(this.#deps.timers, delayMs, woken.signal);
    this.#closing.signal.removeEventListener('abort', wake);
    this.#wakeRead = undefined;
    await this.#follow();
  }

  #hear(event: ConversationEvent): void {
    this.#losses = 0;
    if (event.type === 'typing') {
      if (event.isTyping) this.#typists.note(event.typist);
      else this.#typists.forget(event.typist.senderId);
      return;
    }
    this.#error = undefined;
    const { side } = this;
    if (side === 'customer') this.#marker.know(event.conversation.customerReceipts);
    for (const message of event.type === 'change' ? event.news : event.messages) {
      if (isOwn(side, message)) this.#outbox.confirm(message.clientId);
      else this.#marker.deliver(message.number);
      if (message.senderId !== undefined) this.#typists.forget(message.senderId);
    }
    this.#happen('heard');
  }

  async #send(entry: OutboxEntry, signal: AbortSignal): Promise<void> {
    const writerId = this.#writerId;
    try {
      const message = await this.#deps.calls.send(await this.#open(), { ...entry, writerId }, signal);
      this.#mayWrite = true;
      this.#watched?.note(message);
    } catch (thrown) {
      if (WattletError.from(thrown).code === 'permission_denied') this.#mayWrite = false;
      throw thrown;
    }
  }

  /** The conversation's id, once there is one. */
  async #open(): Promise<string> {
    if (this.#conversationId !== undefined) return this.#conversationId;
    this.#opening ??= this.#openNew(this.#openId ?? '').finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #openNew(clientId: string): Promise<string> {
    const opening = { clientId, customerId: this.#writerId };
    const conversation = await this.#deps.calls.open(opening, this.#closing.signal);
    const { conversationId } = conversation;
    this.#conversationId = conversationId;
    void this.#outbox.moveTo(conversationId);
    this.#happen('opened');
    this.#take(conversation);
    return conversationId;
  }

  #load(pageSize?: number): Promise<void> {
    this.#loading ??= this.#loadOlder(pageSize).finally(() => {
      this.#loading = undefined;
      this.#changed();
    });
    return this.#loading;
  }

  async #loadOlder(pageSize?: number): Promise<void> {
    const before = this.#watched?.oldestChange;
    if (this.#conversationId === undefined || before === undefined || !this.state.hasOlder) return;
    this.#changed();
    const { signal } = this.#closing;
    const page = await this.#deps.calls.older(this.#conversationId, { before, pageSize }, signal);
    this.#watched?.prepend(before, page);
  }

  async #mark(mark: { deliveredNumber: number; readNumber: number }, signal: AbortSignal): Promise<void> {
    if (this.#conversationId === undefined) return;
    this.#take(await this.#deps.calls.mark(this.#conversationId, mark, signal));
  }

  #sayTyping(isTyping: boolean, preview: string): void {
    const { signal } = this.#closing;
    if (this.#conversationId === undefined || !this.#mayWrite || signal.aborted) return;
    // Whoever does not hear of it sees nothing; it is said again, or expires by itself.
    this.#deps.calls.type(this.#conversationId, { isTyping, preview }, signal).catch((thrown: unknown) => {
      if (isFinal(WattletError.from(thrown).code)) this.#mayWrite = false;
    });
  }

  #take(conversation: Conversation): void {
    this.#watched?.noteConversation(conversation);
    this.#changed();
  }

  #shown(message: ChatMessage, conversation: Conversation): SessionMessage {
    if (!isOwn(this.side, message)) return message;
    return { ...message, delivery: deliveryOf(message, conversation, this.side) };
  }

  #wake(): void {
    this.#outbox.wake();
    this.#marker.wake();
    this.#wakeRead?.();
  }

  #changed(): void {
    if (!this.#isTold) return;
    this.#isTold = false;
    queueMicrotask(() => {
      this.#isTold = true;
      for (const listener of this.#listeners) listener();
    });
  }
}
