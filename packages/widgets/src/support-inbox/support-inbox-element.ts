import type { Conversation, FoundMessage, InboxCounts, InboxEvent, InboxFilter } from '@wattlet/sdk';
import { countInbox, matchesFilter } from '@wattlet/sdk/inbox';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LeftSessions } from '../chat-parts/left-sessions.ts';
import { renderFailure } from '../connection/render-failure.ts';
import { anew } from '../element/anew.ts';
import { Announcer } from '../element/announcer.ts';
import { badgeOf } from '../element/badge.ts';
import { ConnectionController } from '../element/connection-controller.ts';
import { LanguageController } from '../element/language-controller.ts';
import { RetryController } from '../element/retry-controller.ts';
import { SizeController } from '../element/size-controller.ts';
import { themeStyles } from '../theme/theme-styles.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { widgetStyles } from '../theme/widget-styles.ts';
import { ConversationList } from './conversation-list.ts';
import { DeskController } from './desk-controller.ts';
import { DeskPart } from './desk-part.ts';
import type { InboxClient } from './inbox-client.ts';
import { InboxErrorEvent } from './inbox-error-event.ts';
import { newsOf } from './inbox-news.ts';
import type { InboxPaneElement } from './inbox-pane-element.ts';
import { inboxStrings as strings } from './inbox-strings.ts';
import { InboxWatchController } from './inbox-watch-controller.ts';
import { closePane, columnsOf, NO_PANES, type OpenPanes, openPane, visiblePanes } from './open-panes.ts';
import type { PaneErasedEvent, PaneLeaveEvent } from './pane-events.ts';
import { renderConversationRow } from './render-conversation-row.ts';
import { renderFound } from './render-found.ts';
import { renderInboxSkeleton } from './render-inbox-skeleton.ts';
import { renderFilters, renderPresence, renderTabs } from './render-inbox-tools.ts';
import { SearchController } from './search-controller.ts';
import { sharedInboxClient } from './shared-inbox-client.ts';
import { supportInboxStyles } from './support-inbox-styles.ts';
import { TickController } from './tick-controller.ts';
import { WaitingReplies } from './waiting-replies.ts';

/**
 * Support conversations of a site, for its agents: who waits and for how long, several conversations at once, notes among
 * agents, ready texts, and who has which conversation.
 *
 * @summary Inbox of a site's support conversations, for agents and administrators.
 * @element support-inbox
 *
 * @slot title - Replaces the title.
 * @slot sign-in - What to do when nobody is signed in.
 * @slot subscription-ended - What to do when the subscription has ended.
 * @slot error - Replaces what is said about any other error.
 *
 * @csspart header - Title, connection, and whether the agent is available.
 * @csspart title - The title.
 * @csspart badge - Tells whether the inbox is live.
 * @csspart list - The conversations.
 * @csspart row - One conversation of the list.
 * @csspart conversation - An open conversation.
 * @csspart conversation-header - The customer, and what can be done.
 * @csspart log - Its messages.
 * @csspart message - One message.
 * @csspart bubble - Its text.
 * @csspart composer - Where a reply is written.
 * @csspart empty - Says why there is nothing to be seen.
 * @csspart error - Says what went wrong, with a button to try again.
 *
 * @cssproperty [--wattlet-accent=#0b6bcb] - The brand's colour.
 * @cssproperty [--wattlet-font=inherit] - The brand's typeface.
 * @cssproperty [--wattlet-radius=8px] - Radius of buttons and of what floats.
 * @cssproperty [--wattlet-inbox-height=640px] - How high the inbox is.
 *
 * @fires {ReferenceSelectEvent} reference-select - The agent wants to see what the customer was looking at.
 * @fires {InboxErrorEvent} error - The inbox cannot be shown, or something could not be done.
 */
export class SupportInboxElement extends LitElement {
  static override styles = [themeStyles, widgetStyles, supportInboxStyles];

  /** Which conversations are listed: `mine`, `unassigned`, `open` for all that are open, or `closed`. */
  @property({ reflect: true }) filter: InboxFilter = 'open';
  /** Base URL of the Wattlet server; the page's origin by default. */
  @property() server = '';
  /** `auto` follows the user's preference. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';
  /** Used instead of a client for `server`, for example one with a token. */
  @property({ attribute: false }) client: InboxClient | undefined;
  @state() private panes: OpenPanes = NO_PANES;
  @state() private words = '';
  /** On a narrow inbox: the list is shown, though a conversation is open. */
  @state() private isListInFront = true;

  readonly #open = new InboxWatchController(this, {
    changed: (event, before) => this.#hear(event, before),
    failed: (error) => this.#tell(error),
  });
  /** What the open ones do not hold: those that are closed, and of more than are kept those of the filter. */
  readonly #others = new InboxWatchController(this, {
    changed: (event) => this.#remember(event.conversations),
    failed: (error) => this.#tell(error),
  });
  readonly #desk = new DeskController(this, (error) => this.#tell(error));
  readonly #setUp = new DeskPart(this, (error) => this.#tell(error));
  readonly #waiting = new WaitingReplies((ids) => {
    for (const id of ids) this.panes = openPane(this.panes, id, () => true);
  });
  readonly #search = new SearchController(this);
  readonly #connection = new ConnectionController(this);
  readonly #list = new ConversationList(this);
  readonly #size = new SizeController(this);
  readonly #news = new Announcer(this);
  readonly #language = new LanguageController(this, ({ cause }) =>
    this.#tell(new Error(strings.partMissing, { cause })),
  );
  /** Conversations that were opened, as they were known last: of those that no list shows any more, too. */
  readonly #known = new Map<string, Conversation>();
  /** Of conversations that are not open any more. */
  #left = new LeftSessions();
  #before: InboxClient | undefined;

  constructor() {
    super();
    new TickController(this);
    for (const watched of [this.#open, this.#others, this.#desk])
      this.addController(new RetryController(watched, this.#connection));
  }

  /** Opens a conversation of this id beside the list. */
  openConversation(conversationId: string): void {
    this.#openPane(conversationId);
    void this.updateComplete.then(() => this.#paneOf(conversationId)?.focusComposer());
  }

  /** How many messages of open conversations the agent has not read. */
  get unreadCount(): number {
    const { state } = this.#open;
    return state.status === 'ready' ? state.conversations.reduce((sum, { unread }) => sum + unread, 0) : 0;
  }

  protected override willUpdate(): void {
    this.#language.speak();
    const client = this.#client;
    this.#connection.follow(client);
    this.#desk.follow(client);
    const server = this.server || location.origin;
    const isOthers = this.#waiting.follow({ server, agentId: this.#ownId });
    if (isOthers || (this.#before && client !== this.#before)) this.#forget();
    this.#before = client;
    this.#open.follow({ client, filter: 'open' });
    this.#others.follow(
      this.#isAmongOpen ? undefined : { client, filter: this.filter, agentId: this.#ownId },
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Measured before anything is rendered, so that nothing is drawn for another width first.
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  protected override render(): TemplateResult {
    const { isNarrow, columns } = columnsOf(this.#size.width);
    const visible = visiblePanes(this.panes, columns);
    const isListShown = !isNarrow || this.isListInFront || visible.length === 0;
    return html`<section aria-labelledby="title" @keydown=${this.#pressed}>
      <div class="header" part="header">
        <h2 id="title" part="title"><slot name="title">${strings.title}</slot></h2>
        ${this.#renderConnection()}
        ${renderPresence(this.#desk.isOnline, (isOnline) => this.#desk.setOnline(isOnline))}
        ${this.#setUp.renderButton()}
      </div>
      ${this.#setUp.isShown ? this.#renderSetUp() : nothing}
      <div class=${isNarrow ? 'body narrow' : 'body'} ?hidden=${this.#setUp.isShown}>
        ${isListShown ? this.#renderList() : nothing}
        ${this.#renderPanes(visible, { isNarrow, isListAlone: isNarrow && isListShown })}
      </div>
      <div class="for-readers" aria-live="polite">${this.#news.text}</div>
    </section>`;
  }

  #renderSetUp(): TemplateResult {
    const { replies, refreshReplies, self } = this.#desk;
    const isAdministrator = self?.isAdministrator ?? false;
    return this.#setUp.render({ client: this.#client, replies, refreshReplies, isAdministrator });
  }

  #renderConnection(): TemplateResult {
    const { state: open } = this.#open;
    const { state, since } = this.#connection.view;
    // Live is what shows the newest conversations, not a list that waits for its first or has failed.
    const shown = state === 'live' && open.status !== 'ready' ? 'connecting' : state;
    const { text } = badgeOf({ connection: { state: shown, since }, locale: this.#language.locale });
    const isSilent = open.status === 'error' && shown === 'connecting';
    return html`<span role="status">${
      isSilent ? nothing : html`<span class="badge" part="badge" data-state=${shown}>${text}</span>`
    }</span>`;
  }

  #renderList(): TemplateResult {
    const { state: search } = this.#search;
    const { locale } = this.#language;
    return html`<div class="side">
      <input
        type="search"
        placeholder=${strings.search}
        aria-label=${strings.search}
        maxlength="200"
        .value=${this.words}
        @input=${this.#searched}
      />
      ${renderFilters({ filter: this.filter, counts: this.#counts, locale, show: this.#show })}
      <div class="scroll">
        ${search.status === 'none' ? this.#renderConversations() : renderFound(search, locale, this.#openFound)}
      </div>
    </div>`;
  }

  #renderConversations(): TemplateResult {
    const source = this.#isAmongOpen ? this.#open : this.#others;
    const { state } = source;
    if (state.status === 'error') return renderFailure(state.error, strings, () => source.retry());
    if (state.status === 'loading') return renderInboxSkeleton();
    const { filter } = this;
    const ownId = this.#ownId;
    const shown = state.conversations.filter((conversation) => matchesFilter(conversation, filter, ownId));
    if (shown.length === 0) return renderEmpty(filter);
    const { locale } = this.#language;
    const now = Date.now();
    return html`${this.#list.render(shown, strings.title, (conversation, isCurrent) =>
      renderConversationRow({
        ...{ conversation, isCurrent, locale, now, open: this.#openOne },
        isOpen: this.panes.ids.includes(conversation.conversationId),
        isOwn: conversation.agentId !== undefined && conversation.agentId === ownId,
      }),
    )}
    ${state.isCut ? html`<p class="quiet">${strings.isCut}</p>` : nothing}`;
  }

  /** Conversations that are open behind others stay as they are: with what is written there and not sent yet. */
  #renderPanes(
    visible: readonly string[],
    { isNarrow, isListAlone }: { readonly isNarrow: boolean; readonly isListAlone: boolean },
  ): TemplateResult | typeof nothing {
    if (visible.length === 0) {
      if (isListAlone) return nothing;
      return html`<div class="message" part="empty"><strong>${strings.pick}</strong></div>`;
    }
    const { agents, replies } = this.#desk;
    const isHidden = isListAlone || this.#setUp.isShown;
    return html`<div class="open" ?hidden=${isListAlone}>
      ${this.panes.ids.length > visible.length ? this.#renderTabs(visible) : nothing}
      <div class="columns">
        ${repeat(
          this.panes.ids,
          (id) => id,
          (id) => html`<support-inbox-conversation
            ?hidden=${!visible.includes(id)}
            .isShown=${!isHidden && visible.includes(id)}
            exportparts="conversation, conversation-header, log, message, bubble, composer"
            data-id=${id}
            .client=${this.#client}
            .conversationId=${id}
            .writer=${this.#waiting.writer}
            .failure=${this.#desk.state.error}
            .left=${this.#left}
            .known=${this.#conversationOf(id)}
            .agents=${agents}
            .replies=${replies}
            .isNarrow=${isNarrow}
            @pane-hide=${() => this.#hide(id)}
            @pane-retry=${() => this.#desk.retry()}
            @pane-leave=${(event: PaneLeaveEvent) => this.#leave(id, event.step)}
            @pane-erased=${({ customerName }: PaneErasedEvent) => this.#say(() => strings.erased(customerName))}
            @error=${({ error }: InboxErrorEvent) => this.#tell(error)}
          ></support-inbox-conversation>`,
        )}
      </div>
    </div>`;
  }

  #renderTabs(visible: readonly string[]): TemplateResult {
    const tabs = this.panes.ids.map((id) => ({
      ...{ id, conversation: this.#conversationOf(id), isVisible: visible.includes(id) },
    }));
    return renderTabs(tabs, this.#language.locale, (id) => this.openConversation(id));
  }

  /** Whether every conversation of the filter is among the open ones that are kept, as far as it is known. */
  get #isAmongOpen(): boolean {
    const { filter } = this;
    const { state } = this.#open;
    const isWhole = state.status !== 'ready' || !state.isCut;
    return filter === 'open' || (filter !== 'closed' && (isWhole || !this.#ownId));
  }

  /** The id of the agent; undefined while it is not known. */
  get #ownId(): string | undefined {
    return this.#desk.self?.agentId;
  }

  get #client(): InboxClient {
    return this.client ?? sharedInboxClient(this.server || location.origin);
  }

  /** As a list tells it, or as it was told last; undefined for one that is opened by its id alone. */
  #conversationOf(id: string): Conversation | undefined {
    const { state } = this.#open;
    const listed = state.status === 'ready' ? state.conversations : [];
    return listed.find(({ conversationId }) => conversationId === id) ?? this.#known.get(id);
  }

  /** Undefined while they are not known. */
  get #counts(): InboxCounts | undefined {
    const { state } = this.#open;
    return state.status === 'ready' ? countInbox(state, this.#ownId) : undefined;
  }

  readonly #show = (filter: InboxFilter): void => {
    this.filter = filter;
    this.words = '';
    this.#search.clear();
  };

  readonly #openOne = (conversation: Conversation): void => {
    this.#known.set(conversation.conversationId, conversation);
    this.openConversation(conversation.conversationId);
  };

  /** Beside the list, at the message that was found. */
  readonly #openFound = ({ conversation, message }: FoundMessage): void => {
    const { conversationId } = conversation;
    this.#known.set(conversationId, conversation);
    this.#openPane(conversationId);
    void this.updateComplete.then(() => this.#paneOf(conversationId)?.showMessage(message.change));
  };

  #openPane(conversationId: string): void {
    this.panes = openPane(this.panes, conversationId, (id) => this.#paneOf(id)?.hasDraft ?? false);
    this.isListInFront = false;
  }

  /** It is the inbox of another client or agent now, or of none. */
  #forget(): void {
    this.panes = NO_PANES;
    this.#letGo();
    this.#known.clear();
    this.isListInFront = true;
    this.words = '';
    this.#search.clear();
    this.#setUp.close();
    this.#news.say('');
  }

  /** Nothing more is sent, of the conversations that are open, too, once they are gone. */
  #letGo(): void {
    const left = this.#left;
    this.#left = new LeftSessions();
    void this.updateComplete.then(() => left.end());
  }

  #hide(id: string): void {
    this.panes = closePane(this.panes, id);
    this.#known.delete(id);
    this.isListInFront = true;
    this.#list.focus();
  }

  /** It was deleted. Whoever is elsewhere, as in the middle of another reply, stays there. */
  #lose(id: string): void {
    const pane = this.#paneOf(id);
    if (pane?.matches(':focus-within')) {
      this.#hide(id);
      return;
    }
    this.panes = closePane(this.panes, id);
    this.#known.delete(id);
    // On a narrow inbox another conversation must not appear in place of the one that was read.
    if (pane?.checkVisibility()) this.isListInFront = true;
  }

  #leave(id: string, step: PaneLeaveEvent['step']): void {
    const next = step === 0 ? undefined : this.#list.neighbour(id, step);
    if (next) this.#openOne(next);
    if (step !== 0) return;
    this.isListInFront = true;
    this.#list.focus();
  }

  /** What is said of open conversations is that of the list, which is told of all of them. */
  #remember(conversations: readonly Conversation[]): void {
    for (const conversation of conversations) {
      if (this.panes.ids.includes(conversation.conversationId))
        this.#known.set(conversation.conversationId, conversation);
    }
  }

  #hear(event: InboxEvent, before: readonly Conversation[]): void {
    if (event.type === 'presence') {
      this.#desk.note(event);
      return;
    }
    this.#remember(event.type === 'change' ? event.changed : event.conversations);
    if (event.type === 'change') this.#search.drop(event.deleted);
    if (event.type === 'change')
      for (const id of event.deleted) if (this.panes.ids.includes(id)) this.#lose(id);
    const { columns } = columnsOf(this.#size.width);
    const visible = new Set(visiblePanes(this.panes, columns));
    // Whoever moves up into a list that is cut has not written just now.
    const isCutAnew = event.type === 'reset' && event.isCut;
    const known = new Set(before.map(({ conversationId }) => conversationId));
    const news = newsOf(event.conversations, before).filter(
      ({ conversationId: id }) => !visible.has(id) && (!isCutAnew || known.has(id)),
    );
    if (news.length === 0) return;
    const names = () => news.map(({ customerName }) => customerName || strings.visitor).join(', ');
    this.#say(() => strings.newsFrom(names()));
  }

  #say(words: () => string): void {
    this.#language.speak();
    this.#news.say(anew(this.#news.text, words()));
  }

  #paneOf(id: string): InboxPaneElement | null {
    return this.renderRoot.querySelector<InboxPaneElement>(
      `support-inbox-conversation[data-id="${CSS.escape(id)}"]`,
    );
  }

  readonly #searched = ({ currentTarget }: InputEvent): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    this.words = currentTarget.value;
    this.#search.search(this.#client, this.words);
  };

  /** F6 goes round the parts and leaves at the end; a slash in the list goes to the search. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'F6' && this.#goRound(event.shiftKey ? -1 : 1)) event.preventDefault();
    const isInList = event.composedPath().some((node) => node instanceof Element && node.matches('.list'));
    if (event.key !== '/' || !isInList) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLInputElement>('input[type="search"]')?.focus();
  };

  #goRound(step: -1 | 1): boolean {
    const all = this.renderRoot.querySelectorAll<InboxPaneElement>('support-inbox-conversation');
    const panes = [...all].filter((pane) => pane.checkVisibility());
    const at = panes.findIndex((pane) => pane.matches(':focus-within'));
    if (at + step < -1) return false;
    if (at + step === -1) {
      this.isListInFront = true;
      this.#list.focus();
      return at >= 0;
    }
    const next = panes[at + step];
    next?.focusComposer();
    return next !== undefined;
  }

  #tell(error: Error): void {
    this.dispatchEvent(new InboxErrorEvent(error));
  }
}

function renderEmpty(filter: InboxFilter): TemplateResult {
  const why =
    filter === 'mine' ? strings.emptyMine : filter === 'unassigned' ? strings.emptyUnassigned : strings.empty;
  return html`<div class="message" role="status" part="empty"><strong>${why}</strong></div>`;
}
