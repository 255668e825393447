import type { Agent, CannedReply, Conversation, SessionMessage } from '@wattlet/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Attachments } from '../chat-parts/attachments.ts';
import { chatPartsStyles } from '../chat-parts/chat-parts-styles.ts';
import { chatStrings } from '../chat-parts/chat-strings.ts';
import { Composer } from '../chat-parts/composer.ts';
import { LeftSessions } from '../chat-parts/left-sessions.ts';
import { messageExtrasStyles } from '../chat-parts/message-extras-styles.ts';
import { MessageLog } from '../chat-parts/message-log.ts';
import type { MessageView } from '../chat-parts/render-message.ts';
import { renderReference } from '../chat-parts/render-reference.ts';
import { renderRefusal } from '../chat-parts/render-refusal.ts';
import { renderTyping } from '../chat-parts/render-typing.ts';
import { mayPass } from '../chat-parts/upload-problem.ts';
import { Uploads } from '../chat-parts/uploads.ts';
import { renderFailure } from '../connection/render-failure.ts';
import { LanguageController } from '../element/language-controller.ts';
import { reasonText } from '../element/reason-text.ts';
import { widgetStyles } from '../theme/widget-styles.ts';
import type { InboxClient } from './inbox-client.ts';
import { InboxErrorEvent } from './inbox-error-event.ts';
import { inboxPaneStyles } from './inbox-pane-styles.ts';
import { inboxStrings as strings } from './inbox-strings.ts';
import { MessageSeeker } from './message-seeker.ts';
import { PaneErasedEvent, PaneHideEvent, PaneLeaveEvent, PaneRetryEvent } from './pane-events.ts';
import { ReferenceSelectEvent } from './reference-select-event.ts';
import { renderInboxSkeleton } from './render-inbox-skeleton.ts';
import { renderErasure, renderPaneHeader } from './render-pane-header.ts';
import { ReplyPicker } from './reply-picker.ts';
import { SessionController } from './session-controller.ts';
import type { ReplyWriter } from './waiting-replies.ts';

/** One conversation of `<support-inbox>`, which makes it and gives it everything. */
export class InboxPaneElement extends LitElement {
  static override styles = [widgetStyles, chatPartsStyles, messageExtrasStyles, inboxPaneStyles];

  @property({ attribute: false }) client: InboxClient | undefined;
  @property({ attribute: false }) conversationId = '';
  /** Undefined while that is not known: nothing is read until then. */
  @property({ attribute: false }) writer: ReplyWriter | undefined;
  /** Why it is not known who writes. */
  @property({ attribute: false }) failure: Error | undefined;
  /** Takes the session of a conversation that is closed while something of it waits to be sent. */
  @property({ attribute: false }) left = new LeftSessions();
  /** As the list knows it, until it is read. */
  @property({ attribute: false }) known: Conversation | undefined;
  @property({ attribute: false }) agents: readonly Agent[] = [];
  @property({ attribute: false }) replies: readonly CannedReply[] = [];
  /** The list is not beside it. */
  @property({ attribute: false }) isNarrow = false;
  /** It is not behind others. */
  @property({ attribute: false }) isShown = true;
  @state() private isNote = false;
  @state() private isBusy = false;
  /** It is asked whether everything of the customer shall be erased. */
  @state() private isErasing = false;
  /** What has just gone otherwise than the agent meant. */
  @state() private notice = '';

  readonly #session = new SessionController(this);
  readonly #language = new LanguageController(this, ({ cause }) =>
    this.#tell(new Error(strings.partMissing, { cause })),
  );
  readonly #uploads = new Uploads(this, () => this.#session.session);
  readonly #attachments = new Attachments(
    this,
    () => this.#client.chat,
    (error) => this.#fail(error),
  );
  readonly #picker = new ReplyPicker(this, ({ text }) => {
    this.#composer.text = text;
    this.#composer.focus();
  });
  readonly #composer = new Composer(this, this.#uploads, {
    send: (text, attachmentIds) => this.#send(text, attachmentIds),
    typed: (text) => this.#typed(text),
    pressed: (event) => this.#picker.pressed(event) || this.#pressed(event),
  });
  readonly #log = new MessageLog(this, {
    read: (number) => this.#session.session?.markRead(number),
    loadOlder: () => void this.#loadOlder(),
  });

  readonly #seeker = new MessageSeeker(this, {
    session: () => this.#session.session,
    log: this.#log,
    missing: () => {
      this.#language.speak();
      this.notice = strings.messageGone;
    },
    failed: (error) => this.#fail(error),
  });

  /** Whether something is written, or a file picked, that was not sent; one that can never be sent is not waited for. */
  get hasDraft(): boolean {
    return (
      this.#composer.text !== '' || this.#uploads.list.some(({ problem }) => !problem || mayPass(problem))
    );
  }

  /** Goes to a message, however far back, and puts the focus on it. @param change number of the change that stored it */
  showMessage(change: number): void {
    this.#seeker.seek(change);
  }

  /** Puts the cursor where a reply is written. */
  focusComposer(): void {
    void this.updateComplete.then(() => this.#composer.focus());
  }

  protected override willUpdate(): void {
    this.#language.speak();
    const { client, conversationId, writer } = this;
    if (client && writer) this.#session.follow({ client, conversationId, writer });
  }

  protected override render(): TemplateResult {
    const { state } = this.#session;
    const conversation = this.#conversation;
    if (!this.writer && this.failure)
      return renderPaneFailure(this.failure, () => this.dispatchEvent(new PaneRetryEvent()));
    if (state.status === 'failed' && state.error)
      return renderPaneFailure(state.error, () => this.#session.session?.reconnect());
    if (!conversation) return html`<section class="pane">${renderInboxSkeleton()}</section>`;
    const { locale } = this.#language;
    return html`<section class="pane" aria-labelledby="name" part="conversation">
      ${this.#renderHeader(conversation, locale)}
      ${
        this.isErasing
          ? renderErasure(conversation.customerName || strings.visitor, {
              isBusy: this.isBusy,
              erase: () => void this.#act(() => this.#erase(conversation)),
              keep: () => this.#askToErase(false),
            })
          : nothing
      }
      ${this.notice ? html`<div class="notice" role="alert">${this.notice}</div>` : nothing}
      ${state.conversation ? this.#log.render(state, this.#view(conversation, locale)) : renderInboxSkeleton()}
      ${renderTyping(state.typists)} ${this.#renderHint(conversation)} ${this.#renderComposer(locale)}
    </section>`;
  }

  protected override update(changes: PropertyValues<this>): void {
    const focused = this.shadowRoot?.activeElement;
    super.update(changes);
    // It is gone, as `Close` is of a conversation that is closed.
    if (focused && !focused.isConnected) this.#composer.focus();
  }

  #renderHeader(conversation: Conversation, locale: string): TemplateResult {
    const { agents, isNarrow, isBusy } = this;
    return renderPaneHeader({
      ...{ conversation, agents, isNarrow, isBusy, locale },
      assign: (agentId) => void this.#act(() => this.#assign(conversation, agentId)),
      end: () => void this.#act(async () => this.#note(await this.#client.inbox.close(this.conversationId))),
      block: (isBlocked) =>
        void this.#act(() => this.#client.inbox.block(conversation.customerId, isBlocked)),
      erase: () => this.#askToErase(true),
      leave: () => this.dispatchEvent(new PaneLeaveEvent(0)),
      hide: () => this.dispatchEvent(new PaneHideEvent()),
    });
  }

  #renderHint({ state, blocked }: Conversation): TemplateResult | typeof nothing {
    const hint = blocked ? strings.blockedHint : state === 'closed' ? strings.closedHint : '';
    return hint ? html`<div class="hint" role="status">${hint}</div>` : nothing;
  }

  #renderComposer(locale: string): TemplateResult {
    const toggle = (words: string, isNote: boolean) =>
      html`<button type="button" aria-pressed=${this.isNote === isNote ? 'true' : 'false'} @click=${() => this.#write(isNote)}>
        ${words}
      </button>`;
    return html`<div class=${this.isNote ? 'writing as-note' : 'writing'}>
      ${this.#picker.render()}
      <div class="mode" role="group" aria-label=${strings.mode}>
        ${toggle(strings.reply, false)} ${toggle(strings.note, true)}
      </div>
      ${this.#composer.render({
        locale,
        label: this.isNote ? strings.noteLabel : chatStrings.write,
        placeholder: this.isNote ? strings.noteHere : strings.replyHere,
        suggestions: this.#picker.suggestions,
        ...(this.isNote && { hint: strings.noteHint }),
      })}
    </div>`;
  }

  #view(conversation: Conversation, locale: string): MessageView {
    return {
      locale,
      isOwnSide: ({ sender }) => sender === 'agent',
      nameOf: (message) => this.#nameOf(message, conversation),
      noteLabel: html`<div class="note-label">${strings.noteLabel}</div>`,
      renderAttachment: (attachment) => this.#attachments.render(attachment, locale),
      renderReference: (reference) =>
        renderReference(reference, locale, () =>
          this.dispatchEvent(new ReferenceSelectEvent(reference, conversation)),
        ),
      renderRefusal: (message) => {
        const { session } = this.#session;
        return session ? renderRefusal(message, session) : nothing;
      },
      drop: (clientId) => this.#session.session?.drop(clientId),
    };
  }

  #nameOf({ sender, senderId, senderName }: SessionMessage, { customerName }: Conversation): string {
    if (sender === 'system') return chatStrings.automatic;
    if (sender === 'customer') return senderName || customerName || strings.visitor;
    const isSelf = this.agents.some((agent) => agent.isSelf && agent.agentId === senderId);
    return isSelf ? chatStrings.you : (senderName ?? '');
  }

  get #client(): InboxClient {
    if (this.client) return this.client;
    throw new Error('A conversation of an inbox needs a client');
  }

  /** Of the two that are known the newer one: the list may be ahead of the session, and behind it. */
  get #conversation(): Conversation | undefined {
    const read = this.#session.state.conversation;
    if (!read || !this.known) return read ?? this.known;
    return this.known.lastChange > read.lastChange ? this.known : read;
  }

  #send(text: string, attachmentIds: readonly string[]): boolean {
    const { session } = this.#session;
    if (!session) return false;
    try {
      session.send({ text, attachmentIds, isNote: this.isNote });
    } catch (thrown) {
      this.#fail(thrown);
      return false;
    }
    this.notice = '';
    return true;
  }

  /** A note is nobody's business but the agents': the customer is not told that something is typed. */
  #typed(text: string): void {
    this.#picker.note(text, this.replies);
    if (this.isNote || text === '' || text.startsWith('/')) this.#session.session?.stopTyping();
    else this.#session.session?.type();
  }

  #write(isNote: boolean): void {
    this.isNote = isNote;
    if (isNote) this.#session.session?.stopTyping();
    this.#composer.focus();
  }

  #pressed(event: KeyboardEvent): boolean {
    const step = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key] : undefined;
    if (step === undefined && event.key !== 'Escape') return false;
    event.preventDefault();
    this.dispatchEvent(new PaneLeaveEvent(step ?? 0));
    return true;
  }

  async #assign(conversation: Conversation, to: string | undefined): Promise<void> {
    const { conversationId, agentId: from } = conversation;
    const { isDone, conversation: now } = await this.#client.inbox.assign(conversationId, { to, from });
    this.#note(now);
    if (isDone) this.#composer.focus();
    else this.notice = now.agentName ? strings.takenBy(now.agentName) : strings.takenByNobody;
  }

  async #askToErase(isErasing: boolean): Promise<void> {
    if (this.isBusy) return;
    this.isErasing = isErasing;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(isErasing ? '.erasure .keep' : '.erase')?.focus();
  }

  async #erase({ customerId, customerName }: Conversation): Promise<void> {
    await this.#client.inbox.desk.eraseCustomer(customerId);
    this.isErasing = false;
    this.dispatchEvent(new PaneErasedEvent(customerName || strings.visitor));
    this.dispatchEvent(new PaneHideEvent());
  }

  async #loadOlder(): Promise<void> {
    await this.#session.session?.loadOlder().catch((thrown: unknown) => this.#fail(thrown));
  }

  #note(conversation: Conversation): void {
    this.#session.session?.note(conversation);
  }

  async #act(act: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.notice = '';
    try {
      await act();
    } catch (thrown) {
      this.#fail(thrown);
    } finally {
      this.isBusy = false;
    }
  }

  #fail(thrown: unknown): void {
    this.#language.speak();
    const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.notice = `${strings.actionFailed}: ${reasonText(cause)}`;
    this.#tell(new Error(strings.actionFailed, { cause }));
  }

  #tell(error: Error): void {
    this.dispatchEvent(new InboxErrorEvent(error));
  }
}

function renderPaneFailure(error: Error, retry: () => void): TemplateResult {
  return html`<section class="pane">${renderFailure(error, strings, retry)}</section>`;
}
