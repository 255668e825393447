import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { renderFailure } from '../connection/render-failure.ts';
import { LazyPart } from '../element/lazy-part.ts';
import type { InboxDeskElement } from './desk/inbox-desk-element.ts';
import { inboxStrings as strings } from './inbox-strings.ts';
import { renderInboxSkeleton } from './render-inbox-skeleton.ts';

/** What the views are given. */
export type DeskView = Pick<InboxDeskElement, 'client' | 'replies' | 'isAdministrator' | 'refreshReplies'>;

/** The views in which a site's chat is set up, loaded when somebody opens them, in place of the conversations. */
export class DeskPart implements ReactiveController {
  isShown = false;
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #views: LazyPart<unknown>;
  #focus: string | undefined;

  /** @param failed the views could not be loaded */
  constructor(
    host: ReactiveControllerHost & { readonly renderRoot: ParentNode },
    failed: (error: Error) => void,
  ) {
    this.#host = host;
    this.#views = new LazyPart({ host, failed, load: () => import('./desk/inbox-desk-element.ts') });
    host.addController(this);
  }

  /** Closes them, and leaves the focus where it is. */
  close(): void {
    this.isShown = false;
    this.#focus = undefined;
  }

  hostUpdated(): void {
    if (this.#focus === undefined) return;
    const wanted = this.#host.renderRoot.querySelector<HTMLElement>(this.#focus);
    if (!wanted) return;
    this.#focus = undefined;
    wanted.focus();
  }

  /** Opens and closes them. */
  renderButton(): TemplateResult {
    return html`<button
      type="button"
      class="set-up"
      aria-label=${strings.setUp}
      title=${strings.setUp}
      aria-expanded=${this.isShown ? 'true' : 'false'}
      @click=${() => (this.isShown ? this.#leave() : this.#enter())}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 6h6M13 6h4M3 14h2M9 14h8" /><circle cx="11" cy="6" r="2" /><circle cx="7" cy="14" r="2" /></svg>
    </button>`;
  }

  render({ client, replies, isAdministrator, refreshReplies }: DeskView): TemplateResult {
    const { part, error } = this.#views;
    if (!part) {
      const retry = () => this.#views.load();
      return html`<div class="desk-box">${error ? renderFailure(error, strings, retry) : renderInboxSkeleton()}</div>`;
    }
    return html`<support-inbox-desk
      class="desk-box"
      .client=${client}
      .replies=${replies}
      .isAdministrator=${isAdministrator}
      .refreshReplies=${refreshReplies}
      @desk-leave=${() => this.#leave()}
    ></support-inbox-desk>`;
  }

  #enter(): void {
    this.isShown = true;
    this.#focus = 'support-inbox-desk';
    this.#host.requestUpdate();
    this.#views.load();
  }

  #leave(): void {
    this.isShown = false;
    this.#focus = '.set-up';
    this.#host.requestUpdate();
  }
}
