import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PageRequest } from '../router/route.ts';
import type { Portal } from './portal.ts';

/** A page as an element, for pages that hold a state. Its style sheet is that of the document. */
export abstract class PageElement extends LitElement {
  @property({ attribute: false }) portal: Portal | undefined;
  @property({ attribute: false }) request: PageRequest | undefined;

  #listening = new AbortController();

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    this.#listen();
    // What it was not told of while it was away.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
  }

  /** What has been taken away asks for nothing any more, such as for a person who has just signed out. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('portal')) this.#listen();
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.portal && this.request ? this.renderPage(this.portal, this.request) : nothing;
  }

  /** The page; called again whenever its request, the session, the theme or the language change. */
  protected abstract renderPage(portal: Portal, request: PageRequest): TemplateResult;

  #listen(): void {
    if (!this.portal) return;
    const { signal } = this.#listening;
    const { session, theme, language } = this.portal;
    for (const one of [session, theme, language]) one.addEventListener('change', this.#update, { signal });
  }

  // The same listener twice is one.
  readonly #update = () => this.requestUpdate();
}
