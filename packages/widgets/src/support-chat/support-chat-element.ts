import type { ChatReference } from '@wattlet/sdk';
import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { adoptStyles } from '../element/adopt-styles.ts';
import { failureText } from '../element/failure-text.ts';
import { LanguageController } from '../element/language-controller.ts';
import { LazyPart } from '../element/lazy-part.ts';
import { strings as shared } from '../element/strings.ts';
import { themeStyles } from '../theme/theme-styles.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { widgetStyles } from '../theme/widget-styles.ts';
import type { ChatBox } from './chat-box.ts';
import { ChatErrorEvent } from './chat-error-event.ts';
import { ChatToggleEvent } from './chat-toggle-event.ts';
import { launcherStrings as strings } from './launcher-strings.ts';
import { launcherStyles } from './launcher-styles.ts';
import type { SupportChatClient } from './support-chat-client.ts';
import { whenIdle } from './when-idle.ts';

const SPEECH = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z" /><path d="M9 12h.01M13 12h.01M17 12h.01" /></svg>`;
const CROSS = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>`;

/**
 * Support chat of a customer with the people of the site: a button in the corner of the page that opens a box, or the
 * box itself where it stands.
 *
 * @summary Chat with the support of the site: history, typing, seen, files; works offline.
 * @element support-chat
 *
 * @slot title - Replaces the title.
 * @slot sign-in - What to do when nobody is signed in.
 * @slot empty - Replaces what is said before the first message.
 * @slot error - Replaces what is said about any other error.
 *
 * @csspart launcher - The button that opens and closes the box.
 * @csspart unread - The number of unread messages on it.
 * @csspart box - The chat box.
 * @csspart header - Title, menu and connection.
 * @csspart title - The title.
 * @csspart badge - Tells whether the chat is live.
 * @csspart log - The messages.
 * @csspart message - One message.
 * @csspart bubble - Its text and files.
 * @csspart reference - What it is about.
 * @csspart jump - Leads to new messages.
 * @csspart composer - Where a message is written.
 * @csspart rating - Asks for a rating.
 * @csspart empty - What is said before the first message.
 * @csspart error - Says what went wrong, with a button to try again.
 *
 * @cssproperty [--wattlet-accent=#0b6bcb] - The brand's colour.
 * @cssproperty [--wattlet-font=inherit] - The brand's typeface.
 * @cssproperty [--wattlet-radius=8px] - Radius of buttons and of what floats.
 * @cssproperty [--wattlet-chat-block-offset=16px] - How far the button is from the lower end of the page.
 * @cssproperty [--wattlet-chat-inline-offset=16px] - How far the button is from the end of the line.
 * @cssproperty [--wattlet-chat-layer=1000] - Its `z-index`.
 * @cssproperty [--wattlet-chat-height=560px] - How high the box is.
 *
 * @fires {ChatToggleEvent} chat-toggle - The box was opened or closed.
 * @fires {ReferenceSelectEvent} reference-select - The user has picked what a message is about.
 * @fires {ChatErrorEvent} error - The chat cannot be shown, or something in it has failed.
 */
export class SupportChatElement extends LitElement {
  static override styles = [themeStyles, widgetStyles, launcherStyles];

  /** The box is open. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The box stands where the element does, without a button; it is always open. */
  @property({ type: Boolean, reflect: true }) inline = false;
  /** Only this conversation; the one with the newest message, or a new one, unless given. */
  @property() conversation = '';
  /** Base URL of the Wattlet server; the page's origin by default. */
  @property() server = '';
  /** Publishable key of a site that answers visitors: whoever writes is a visitor, until the attribute is gone. */
  @property({ attribute: 'visitor-key' }) visitorKey = '';
  /** `auto` follows the user's preference. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';
  /** What the user is looking at: goes with their next message, and can be taken off it. */
  @property({ attribute: false }) reference: ChatReference | undefined;
  /** Used instead of a client for `server`, for example one with a token. */
  @property({ attribute: false }) client: SupportChatClient | undefined;

  readonly #language = new LanguageController(this, (error) => this.#tell(error));
  readonly #boxes = new LazyPart({
    host: this,
    load: async () => (await import('./chat-box.ts')).ChatBox,
    failed: (error) => this.#tell(error),
  });
  #box: ChatBox | undefined;
  /** Before the last update, which may take away what had it. */
  #hadFocus = false;
  #cancelIdle: (() => void) | undefined;

  /** How many messages of the other side the user has not read; 0 before that is known. */
  get unreadCount(): number {
    return this.#box?.unreadCount ?? 0;
  }

  /** BCP 47 tag of the language that the chat speaks. */
  get locale(): string {
    return this.#language.locale;
  }

  /** Opens the box. @param reference what the user is looking at */
  show(reference?: ChatReference): void {
    if (reference) this.reference = reference;
    this.open = true;
  }

  /** Closes the box. */
  close(): void {
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What is unread is worth knowing, but not before the page is there.
    this.#cancelIdle = whenIdle(() => this.#boxes.loadOnce());
    // What came while it was removed is made now.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    this.#cancelIdle?.();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#language.speak();
    const isToggled = changed.has('open');
    if (isToggled) this.#box?.toggled(this.open);
    this.#hadFocus = this.matches(':focus-within');
    if (this.#isShown && (isToggled || !this.#boxes.error)) this.#boxes.load();
    this.#makeBox();
  }

  protected override render(): TemplateResult {
    const box = this.#box ? this.#box.render() : this.#renderWaiting();
    if (this.inline) return html`${box}`;
    const { unreadCount } = this;
    const label = this.open
      ? strings.close
      : unreadCount > 0
        ? strings.openUnread(unreadCount)
        : strings.open;
    return html`${box}
      <div class="corner">
        <button
          type="button"
          class="launcher"
          part="launcher"
          aria-label=${label}
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-haspopup="dialog"
          @click=${this.#toggle}
        >
          ${this.open ? CROSS : SPEECH}
        </button>
        ${
          unreadCount > 0 && !this.open
            ? html`<span class="unread" part="unread" aria-hidden="true">${unreadCount > 99 ? '99+' : unreadCount}</span>`
            : nothing
        }
      </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open') || changed.get('open') === undefined) return;
    // What has the focus elsewhere on the page keeps it.
    if (this.#hadFocus && !this.open && !this.inline)
      this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus();
    this.dispatchEvent(new ChatToggleEvent(this.open));
  }

  get #isShown(): boolean {
    return this.open || this.inline;
  }

  readonly #toggle = (): void => {
    this.open = !this.open;
  };

  #renderWaiting(): TemplateResult | typeof nothing {
    if (!this.#isShown) return nothing;
    const { error } = this.#boxes;
    if (!error) return html`<div class="box waiting" aria-busy="true"></div>`;
    return html`<div class="message missing" role="alert" part="error">
      ${failureText(error)}
      <button type="button" @click=${() => this.#boxes.load()}>${shared.retry}</button>
    </div>`;
  }

  /** Not of one that was removed meanwhile: nothing may begin that nobody would end. */
  #makeBox(): void {
    const { part: Box } = this.#boxes;
    if (this.#box || !Box || !this.isConnected) return;
    for (const styles of Box.styles) adoptStyles(this.renderRoot, styles);
    this.#box = new Box(this);
  }

  #tell(error: Error): void {
    this.dispatchEvent(new ChatErrorEvent(error));
  }
}
