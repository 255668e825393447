import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../app/page-element.ts';
import type { Portal } from '../app/portal.ts';
import type { PageRequest } from '../router/route.ts';
import { type AdminClients, adminClients } from './clients.ts';
import './parts/confirm-dialog.ts';
import type { Confirmation } from './parts/confirm-dialog.ts';

/** Where in the console a part of it is, and what it works with. */
export interface AdminView {
  readonly portal: Portal;
  readonly request: PageRequest;
  readonly clients: AdminClients;
  readonly locale: string;
  /** The site that an operator looks at; empty for one's own. */
  readonly siteId: string;
}

/** A part of the console: what it shows, and a dialog that asks before what cannot be taken back. */
export abstract class AdminElement extends PageElement {
  /** What it works with; undefined until it is part of a page. */
  protected get view(): AdminView | undefined {
    const { portal, request } = this;
    if (!portal || !request) return undefined;
    return {
      portal,
      request,
      clients: adminClients(portal.session.connection),
      locale: portal.language.locale,
      siteId: request.url.searchParams.get('site') ?? '',
    };
  }

  protected override renderPage(): TemplateResult {
    const { view } = this;
    return html`${view ? this.renderView(view) : nothing}<confirm-dialog></confirm-dialog>`;
  }

  protected abstract renderView(view: AdminView): TemplateResult;

  /** Asks before something is done. */
  protected confirm(confirmation: Confirmation): void {
    this.querySelector<HTMLElementTagNameMap['confirm-dialog']>(':scope > confirm-dialog')?.ask(confirmation);
  }
}

/** An address of the console, within the site that is looked at. */
export function adminAddress(path: string, siteId: string): string {
  return siteId === '' ? path : `${path}?${new URLSearchParams({ site: siteId })}`;
}
