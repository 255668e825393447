import type { CannedReply } from '@wattlet/sdk';
import { html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { renderFailure } from '../../connection/render-failure.ts';
import { define } from '../../define.ts';
import { LanguageController } from '../../element/language-controller.ts';
import { widgetStyles } from '../../theme/widget-styles.ts';
import type { InboxClient } from '../inbox-client.ts';
import { InboxErrorEvent } from '../inbox-error-event.ts';
import { inboxStrings } from '../inbox-strings.ts';
import { BlockedCustomers } from './blocked-customers.ts';
import { ChatSetup } from './chat-setup.ts';
import { DeskLeaveEvent } from './desk-events.ts';
import { deskStrings as strings } from './desk-strings.ts';
import { deskStyles } from './desk-styles.ts';
import { ReadyTexts } from './ready-texts.ts';

const TABS = ['texts', 'setup', 'blocked'] as const;
type Tab = (typeof TABS)[number];

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Where a site's chat is set up: a view of `<support-inbox>`, which makes it and gives it everything. */
export class InboxDeskElement extends LitElement {
  static override styles = [widgetStyles, deskStyles];

  @property({ attribute: false }) client: InboxClient | undefined;
  @property({ attribute: false }) replies: readonly CannedReply[] = [];
  /** The agent may change more than ready texts. */
  @property({ attribute: false }) isAdministrator = false;
  /** Reads the ready texts again. */
  @property({ attribute: false }) refreshReplies: () => Promise<void> = async () => undefined;
  @state() private tab: Tab = 'texts';

  readonly #language = new LanguageController(this, ({ cause }) =>
    this.dispatchEvent(new InboxErrorEvent(new Error(inboxStrings.partMissing, { cause }))),
  );
  readonly #texts = new ReadyTexts(this, {
    save: async (reply) => {
      await this.#desk.saveCannedReply(reply);
      await this.refreshReplies();
    },
    remove: async (shortcut) => {
      await this.#desk.deleteCannedReply(shortcut);
      await this.refreshReplies();
    },
  });
  readonly #setup = new ChatSetup(this, {
    read: (signal) => this.#desk.settings({ signal }),
    store: (settings) => this.#desk.updateSettings(settings),
  });
  readonly #blocked = new BlockedCustomers(this, {
    page: (pageToken, signal) => this.#desk.blocked({ pageToken, signal }),
    unblock: async (customerId) => this.#client.inbox.block(customerId, false),
  });

  /** Puts the focus on what is shown. */
  override focus(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
  }

  protected override willUpdate(): void {
    this.#language.speak();
  }

  protected override render(): TemplateResult {
    return html`<section class="desk" aria-labelledby="desk-title" @keydown=${this.#pressed}>
      <div class="head">
        <button
          type="button"
          class="quiet-button back"
          aria-label=${strings.back}
          title=${strings.back}
          @click=${this.#leave}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M12 4l-6 6 6 6" /></svg>
        </button>
        <h3 id="desk-title">${strings.title}</h3>
      </div>
      <div class="tabs" role="tablist" aria-labelledby="desk-title" @keydown=${this.#walk}>
        ${TABS.map(
          (tab) => html`<button
            type="button"
            role="tab"
            id=${`tab-${tab}`}
            aria-controls="view"
            aria-selected=${tab === this.tab ? 'true' : 'false'}
            tabindex=${tab === this.tab ? '0' : '-1'}
            @click=${() => this.#show(tab)}
          >
            ${strings.tabs[tab]}
          </button>`,
        )}
      </div>
      <div class="view" role="tabpanel" id="view" aria-labelledby=${`tab-${this.tab}`} tabindex="-1">
        ${this.#renderView()}
      </div>
    </section>`;
  }

  #renderView(): TemplateResult {
    const { locale } = this.#language;
    if (this.tab === 'texts') return this.#texts.render(this.replies);
    const part = this.tab === 'setup' ? this.#setup : this.#blocked;
    if (part.error) return renderFailure(part.error, inboxStrings, () => void part.open());
    return this.tab === 'setup'
      ? this.#setup.render({ locale, mayChange: this.isAdministrator })
      : this.#blocked.render(locale);
  }

  get #client(): InboxClient {
    if (this.client) return this.client;
    throw new Error('The views of an inbox need a client');
  }

  get #desk(): InboxClient['inbox']['desk'] {
    return this.#client.inbox.desk;
  }

  #show(tab: Tab): void {
    if (tab === this.tab) return;
    this.tab = tab;
    // What was changed and not stored yet stays for as long as the views are open.
    if (tab === 'setup' && !this.#setup.isOpen) void this.#setup.open();
    if (tab === 'blocked') void this.#blocked.open();
  }

  /** Arrows go through the tabs, as the language reads. */
  readonly #walk = (event: KeyboardEvent): void => {
    const step = (STEPS[event.key] ?? 0) * (this.matches(':dir(rtl)') ? -1 : 1);
    if (step === 0) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length];
    if (next) this.#show(next);
    this.focus();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.#leave();
  };

  readonly #leave = (): void => {
    this.dispatchEvent(new DeskLeaveEvent());
  };
}

define('support-inbox-desk', InboxDeskElement);
