import type { SessionMessage } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { chatPartsStyles } from '../chat-parts/chat-parts-styles.ts';
import { chatStrings } from '../chat-parts/chat-strings.ts';
import { Composer } from '../chat-parts/composer.ts';
import { MessageLog } from '../chat-parts/message-log.ts';
import type { MessageView } from '../chat-parts/render-message.ts';
import { renderTyping } from '../chat-parts/render-typing.ts';
import { badgeOf } from '../element/badge.ts';
import { ConnectionController } from '../element/connection-controller.ts';
import { LazyPart } from '../element/lazy-part.ts';
import { RetryController } from '../element/retry-controller.ts';
import { strings as shared } from '../element/strings.ts';
import { chatBoxStyles } from './chat-box-styles.ts';
import { ChatController } from './chat-controller.ts';
import { ChatErrorEvent } from './chat-error-event.ts';
import type { ChatExtras } from './chat-extras.ts';
import type { ChatChoice } from './kept-choice.ts';
import { LateFiles } from './late-files.ts';
import { launcherStrings } from './launcher-strings.ts';
import { needsExtras } from './needs-extras.ts';
import { NewsAnnouncer } from './news-announcer.ts';
import type { OpenBox } from './open-box.ts';
import { renderEmpty, renderWaiting } from './render-states.ts';
import { sharedChatClient } from './shared-chat-client.ts';
import type { ShownSession, SupportChatClient } from './support-chat-client.ts';
import type { SupportChatElement } from './support-chat-element.ts';
import { supportStrings as strings } from './support-strings.ts';
import type { visitorClient } from './visitor-client.ts';

/** What a chat is beyond its launcher; loaded when the page is idle, or when the chat is opened. */
export class ChatBox {
  static readonly styles = [chatPartsStyles, chatBoxStyles];
  readonly #host: SupportChatElement;
  readonly #chat: ChatController;
  readonly #open: LazyPart<OpenBox>;
  readonly #connection: ConnectionController;
  readonly #log: MessageLog;
  readonly #composer: Composer;
  readonly #extras: LazyPart<ChatExtras>;
  readonly #visitors: LazyPart<typeof visitorClient>;
  readonly #news = new NewsAnnouncer();
  /** Undefined while that of a visitor is loaded. */
  #client: SupportChatClient | undefined;
  /** Messages were shown: they do not go away again while a part is loaded for what a new one carries. */
  #hasShownLog = false;
  /** A part could not be loaded: it is not asked for again by itself. */
  #isPartMissing = false;
  #problem: string | undefined;
  /** What is to get the focus: the box when it was opened, and from it what is written into, once that is there. */
  #focusFor: 'box' | 'field' | undefined;

  constructor(host: SupportChatElement) {
    this.#host = host;
    const failed = ({ message, cause }: Error) => {
      this.#isPartMissing = true;
      this.#fail(message, cause);
    };
    this.#visitors = new LazyPart({
      ...{ host, failed },
      load: async () => (await import('./visitor-client.ts')).visitorClient,
    });
    this.#extras = new LazyPart({ host, failed, load: () => this.#loadExtras() });
    this.#chat = new ChatController(host, {
      failed: (error) => this.#tell(error),
      left: (isOthers) => this.#left(isOthers),
    });
    this.#open = new LazyPart({
      host,
      // The chat is there without it.
      failed: (error) => this.#tell(error),
      load: async () => new (await import('./open-box.ts')).OpenBox(host, this.#chat),
    });
    this.#connection = new ConnectionController(host);
    host.addController(new RetryController(this.#chat, this.#connection));
    this.#composer = new Composer(host, new LateFiles(this.#extras, () => host.requestUpdate()), {
      send: (text, attachmentIds) => this.#send(text, attachmentIds),
      typed: (text) => this.#typed(text),
    });
    this.#log = new MessageLog(host, {
      read: (number) => this.#isShown && this.#session?.markRead(number),
      loadOlder: () => this.#session?.loadOlder().catch((error: unknown) => this.#fail(shared.failed, error)),
    });
    if (this.#isShown) this.toggled(true);
  }

  /** Messages of the other side that were not read. */
  get unreadCount(): number {
    const own = this.#session?.state.conversation?.unread ?? 0;
    return this.#chat.others.reduce((sum, { unread }) => sum + unread, own);
  }

  /** The box was opened or closed. */
  toggled(isOpen: boolean): void {
    this.#focusFor = isOpen && !this.#host.inline ? 'box' : undefined;
    this.#isPartMissing = false;
    this.#news.forget();
    if (!isOpen) this.#session?.stopTyping();
  }

  /** The box where it is open. What it shows is followed either way. */
  render(): TemplateResult | typeof nothing {
    const { server, conversation: conversationId, visitorKey: siteKey } = this.#host;
    const client = this.#findClient();
    this.#client = client;
    if (client) {
      this.#chat.follow({ client, server: server || location.origin, siteKey, conversationId });
      this.#connection.follow(client);
    }
    this.#open.part?.hours.show(this.#isShown ? client : undefined);
    if (!this.#isShown) return nothing;
    this.#open.loadOnce();
    if (this.#focusFor) void this.#giveFocus();
    return html`<section
      class="box"
      part="box"
      role=${this.#host.inline ? 'region' : 'dialog'}
      aria-labelledby="title"
      tabindex="-1"
      @keydown=${this.#keydown}
    >
      ${this.#renderHeader()} ${this.#renderBody()}
    </section>`;
  }

  /** That of the element, of a visitor, or of the page. */
  #findClient(): SupportChatClient | undefined {
    const { client, server, visitorKey } = this.#host;
    if (client) return client;
    const baseUrl = server || location.origin;
    if (!visitorKey) return sharedChatClient(baseUrl);
    return this.#need(this.#visitors)?.(baseUrl, visitorKey);
  }

  /** The part, if it has been loaded; loads it else. */
  #need<Part>(lazy: LazyPart<Part>): Part | undefined {
    if (!lazy.part && !this.#isPartMissing) lazy.load();
    return lazy.part;
  }

  async #loadExtras(): Promise<ChatExtras> {
    const { ChatExtras: Extras } = await import('./chat-extras.ts');
    return new Extras(this.#host, {
      client: () => this.#client,
      session: () => this.#session,
      nameOf,
      fail: (error, problem = shared.failed) => this.#fail(problem, error),
      tell: (error) => this.#tell(error),
    });
  }

  get #session(): ShownSession | undefined {
    return this.#chat.session;
  }

  get #isShown(): boolean {
    return this.#host.open || this.#host.inline;
  }

  #renderHeader(): TemplateResult {
    const hasMessages = (this.#session?.state.messages.length ?? 0) > 0;
    return html`<div class="header" part="header">
      <h2 id="title" part="title"><slot name="title">${strings.title}</slot></h2>
      ${this.#renderBadge()}
      ${
        hasMessages
          ? html`<button type="button" class="icon bare" aria-label=${strings.save} title=${strings.save} @click=${this.#save}>
              <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9m-4-4 4 4 4-4M4 16h12" /></svg>
            </button>`
          : nothing
      }
      ${
        this.#host.inline
          ? nothing
          : html`<button type="button" class="icon bare" aria-label=${launcherStrings.close} @click=${this.#close}>
              <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg>
            </button>`
      }
    </div>`;
  }

  #renderBadge(): TemplateResult {
    const { state, since } = this.#connection.view;
    // Before there is a conversation, and where there can be none, nothing is connected, and nothing has to be.
    const isIdle = this.#chat.state.error || ['draft', 'failed'].includes(this.#session?.state.status ?? '');
    const isQuiet = state === 'connecting' && isIdle;
    const { text } = badgeOf({ connection: { state, since }, locale: this.#host.locale });
    return html`<span role="status">${
      isQuiet ? nothing : html`<span class="badge" part="badge" data-state=${state}>${text}</span>`
    }</span>`;
  }

  #renderBody(): TemplateResult {
    const session = this.#session;
    const state = session?.state;
    const { error: failure } = this.#chat.state;
    if (failure || state?.status === 'failed')
      return html`${this.#renderFailure(failure ?? state?.error)} ${this.#renderProblem()}`;
    if (!session || !state) return html`${renderWaiting()} ${this.#renderProblem()}`;
    const { messages, outgoing, conversation } = state;
    const isEmpty = messages.length + outgoing.length === 0;
    const isOver =
      conversation?.state === 'closed' && outgoing.every((message) => message.state === 'failed');
    const { reference } = this.#host;
    const extras = isOver || reference || needsExtras(state) ? this.#need(this.#extras) : this.#extras.part;
    // All of the messages or nothing, at first: what they carry would push away what is read already.
    const mustWait = needsExtras(state) && !extras && !this.#hasShownLog && !this.#isPartMissing;
    const isWaiting = mustWait || (isEmpty && state.status === 'connecting');
    this.#hasShownLog ||= !isWaiting;
    const { others } = this.#chat;
    return html`${this.#renderNotice()}
      ${others.length > 0 ? this.#need(this.#extras)?.renderOthers(others, (choice) => this.#go(choice)) : nothing}
      ${isWaiting ? this.#renderFailure(isEmpty && state.error) : isEmpty ? renderEmpty() : this.#log.render(state, this.#view(session))}
      <div class="for-readers" aria-live="polite">${this.#news.textOf(state, nameOf)}</div>
      ${renderTyping(state.typists)}
      ${isOver ? extras?.renderRating(conversation, () => this.#go({ openId: crypto.randomUUID() })) : nothing}
      ${this.#renderProblem()} ${reference && extras?.renderChip(reference, this.#dropReference)}
      ${this.#renderComposer()}`;
  }

  /** What was tried in vain; while nothing was, or its part is loaded, that it is waited for. */
  #renderFailure(error: Error | false | undefined): TemplateResult {
    const shown = error && this.#need(this.#extras)?.renderFailure(error, () => this.#chat.retry());
    return shown || renderWaiting();
  }

  #renderProblem(): TemplateResult | typeof nothing {
    return this.#problem === undefined
      ? nothing
      : html`<div class="problem" role="alert">${this.#problem}</div>`;
  }

  #renderNotice(): TemplateResult {
    const isOffline = this.#connection.view.state === 'offline';
    const { hours } = this.#chat;
    const away = hours && !hours.isOpen ? this.#need(this.#extras)?.hoursWords(hours) : undefined;
    const words = isOffline ? strings.offline : away;
    return html`<div role="status">${words === undefined ? nothing : html`<p class="notice"><bdi>${words}</bdi></p>`}</div>`;
  }

  #renderComposer(): TemplateResult {
    return this.#composer.render({
      locale: this.#host.locale,
      label: chatStrings.write,
      placeholder: chatStrings.write,
      ...(this.#chat.hours?.isTypingShown ? { hint: strings.typingShown } : {}),
    });
  }

  #view(session: ShownSession): MessageView {
    const { locale } = this.#host;
    return {
      locale,
      isOwnSide: ({ sender }) => sender === 'customer',
      nameOf,
      renderAttachment: (attachment) => this.#extras.part?.renderAttachment(attachment) ?? nothing,
      renderReference: (reference) => this.#extras.part?.renderReference(reference) ?? nothing,
      renderRefusal: (message) => this.#need(this.#extras)?.renderRefusal(message, session) ?? nothing,
      drop: (clientId) => session.drop(clientId),
    };
  }

  #go(choice: ChatChoice): void {
    this.#news.forget();
    this.#chat.go(choice);
  }

  #left(isOthers: boolean): void {
    // They were sent to the conversation that was left.
    this.#extras.part?.uploads.reset();
    this.#problem = undefined;
    if (isOthers) this.#composer.text = '';
  }

  #send(text: string, attachmentIds: readonly string[]): boolean {
    const { reference } = this.#host;
    try {
      this.#session?.send({ text, attachmentIds, ...(reference ? { reference } : {}) });
      this.#problem = undefined;
      this.#dropReference();
      return this.#session !== undefined;
    } catch (error) {
      this.#extras.use(({ refusalWords }) => this.#fail(refusalWords(error) || shared.failed, error));
      return false;
    }
  }

  #typed(text: string): void {
    if (text === '') this.#session?.stopTyping();
    else this.#session?.type(this.#chat.hours?.isTypingShown ? text : '');
  }

  /** On a phone the keyboard would cover half of what was opened to be read. */
  async #giveFocus(): Promise<void> {
    await this.#host.updateComplete;
    const { renderRoot } = this.#host;
    const box = renderRoot.querySelector<HTMLElement>('.box');
    // Whoever has gone on meanwhile is left where they are.
    if (this.#focusFor === 'box') box?.focus();
    else if (!box?.matches(':focus')) this.#focusFor = undefined;
    if (!this.#focusFor) return;
    const isTouch = matchMedia('(hover: none) and (pointer: coarse)').matches;
    this.#focusFor = isTouch || renderRoot.querySelector('textarea') ? undefined : 'field';
    if (!isTouch) this.#composer.focus();
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.#host.inline) return;
    event.stopPropagation();
    this.#close();
  };

  readonly #close = (): void => this.#host.close();

  readonly #dropReference = (): void => {
    this.#host.reference = undefined;
  };

  readonly #save = (): void => this.#extras.use((extras) => void extras.save());

  #fail(problem: string, error: unknown): void {
    this.#problem = problem;
    this.#host.requestUpdate();
    this.#tell(error);
  }

  #tell(thrown: unknown): void {
    this.#host.dispatchEvent(
      new ChatErrorEvent(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
  }
}

function nameOf({
  sender,
  senderName,
}: SessionMessage | Pick<SessionMessage, 'sender' | 'senderName'>): string {
  if (sender === 'customer') return chatStrings.you;
  return sender === 'system' ? chatStrings.automatic : (senderName ?? strings.agent);
}
