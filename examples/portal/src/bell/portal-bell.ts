import type { Notification } from '@wattlet/sdk';
import { AlertsApi } from '@wattlet/sdk/alerts';
import type { Connection } from '@wattlet/sdk/connection';
import { WattletError } from '@wattlet/sdk/errors';
import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { NotificationsApi } from '@wattlet/sdk/notifications';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { appWords } from '../app/app-words.ts';
import { PageElement } from '../app/page-element.ts';
import type { Portal } from '../app/portal.ts';
import { icon } from '../icons/icon.ts';
import { timeAgo } from '../parts/time-ago.ts';
import { bellWords } from './bell-words.ts';
import { noticeRow } from './notice-row.ts';

/** How often what is not told live is looked for, while somebody sees the page. */
const LOOK_MS = 60_000;
const MOST_SHOWN = 9;

/** The bell: what the person should know of, and how much of it is new. */
@customElement('portal-bell')
export class PortalBell extends PageElement {
  /** Undefined until they are known. */
  @state() private notices: readonly Notification[] | undefined;
  @state() private unseen = 0;
  @state() private hasFailed = false;
  #connection: Connection | undefined;
  #life = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(this.#lookIfSeen, LOOK_MS);
    document.addEventListener('visibilitychange', this.#lookIfSeen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#lookIfSeen);
    this.#life.abort();
    this.#connection = undefined;
  }

  protected override renderPage(portal: Portal): TemplateResult {
    const { words } = bellWords;
    this.#follow(portal.session.connection);
    return html`<button class="button plain bell" type="button" popovertarget="bell-list" aria-label=${words.label(this.unseen)}>
        ${icon('bell')}
        ${this.unseen > 0 ? html`<span class="count" aria-hidden="true">${this.unseen > MOST_SHOWN ? `${MOST_SHOWN}+` : this.unseen}</span>` : nothing}
      </button>
      <div id="bell-list" class="bell-list" popover aria-label=${words.title} @toggle=${this.#onToggle} @click=${this.#onClick}>
        <h2>${words.title}</h2>
        ${this.hasFailed ? html`<p class="quiet">${words.failed}</p>` : nothing}
        ${this.#renderNotices(portal)}
      </div>`;
  }

  #renderNotices({ session, language }: Portal): TemplateResult | typeof nothing {
    if (!this.notices || this.notices.length === 0) {
      const text = this.notices ? bellWords.words.none : appWords.words.loading;
      return this.hasFailed ? nothing : html`<p class="quiet">${text}</p>`;
    }
    const isStaff = session.mayAs(Role.AGENT);
    return html`<ol class="news">
      ${this.notices.map((notice) => {
        const { icon: name, title, text, href } = noticeRow(notice, language.locale, isStaff);
        return html`<li class=${notice.seen ? 'seen' : 'unseen'}>
          <a href=${href}>
            ${icon(name)}
            <span><strong>${title}</strong><span class="quiet">${text}</span></span>
            <time datetime=${notice.at.toISOString()}>${timeAgo(notice.at, Date.now(), language.locale)}</time>
          </a>
        </li>`;
      })}
    </ol>`;
  }

  #follow(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.#life.abort();
    this.#life = new AbortController();
    this.notices = undefined;
    this.unseen = 0;
    this.#look();
    this.#hear(connection, this.#life.signal).catch(() => undefined);
  }

  /** An alert is told at once: it is looked for again as soon as one changes. */
  async #hear(connection: Connection, signal: AbortSignal): Promise<void> {
    for await (const { type } of new AlertsApi(connection).watch({ limit: 1, signal }))
      if (type !== 'snapshot') this.#look();
  }

  readonly #lookIfSeen = () => {
    if (document.visibilityState === 'visible') this.#look();
  };

  #look(): void {
    const connection = this.#connection;
    if (!connection) return;
    const { signal } = this.#life;
    new NotificationsApi(connection).list({ signal }).then(
      ({ notifications, unseen }) => {
        this.notices = notifications;
        this.unseen = unseen;
        this.hasFailed = false;
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.hasFailed = true;
        // Ended elsewhere, such as by a new password: nothing of the page can be read any more.
        if (WattletError.from(error).code === 'unauthenticated')
          this.portal?.session.load().catch(() => undefined);
      },
    );
  }

  #onToggle(event: ToggleEvent): void {
    const [newest] = this.notices ?? [];
    if (event.newState !== 'open' || !newest || !this.#connection || this.unseen === 0) return;
    this.unseen = 0;
    new NotificationsApi(this.#connection).markSeen(newest.at).catch(() => undefined);
  }

  /** Whoever has gone where a notification leads has done with the list. */
  #onClick({ target }: Event): void {
    if (target instanceof Element && target.closest('a'))
      this.querySelector<HTMLElement>('#bell-list')?.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-bell': PortalBell;
  }
}
