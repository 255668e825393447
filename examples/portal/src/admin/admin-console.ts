import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../app/page-element.ts';
import type { Portal } from '../app/portal.ts';
import { renderForbidden, renderMissing } from '../app/render-states.ts';
import type { PageRequest } from '../router/route.ts';
import { adminWords } from './admin-words.ts';
import './alerts-section.ts';
import './inbox-section.ts';
import './log/audit-list.ts';
import './meters/meter-form.ts';
import './meters/meter-list.ts';
import './meters/meter-page.ts';
import './pipeline/pipeline-section.ts';
import { type Place, placeOf, sectionsOf } from './sections.ts';
import './sites/site-form.ts';
import './sites/site-list.ts';
import './sites/site-page.ts';
import './users/user-form.ts';
import './users/user-list.ts';
import './users/user-page.ts';

/** The console: its sections beside each other, and the one of the address. */
@customElement('admin-console')
export class AdminConsole extends PageElement {
  protected override renderPage(portal: Portal, request: PageRequest): TemplateResult {
    const { title, sections } = adminWords.words;
    const offered = sectionsOf(portal.session);
    const place = placeOf(request.url.pathname);
    return html`<nav class="tabs admin-sections" aria-label=${title}>
        ${offered.map(
          (section) =>
            html`<a href=${`/admin/${section}`} aria-current=${place?.section === section ? 'page' : nothing}>${sections[section]}</a>`,
        )}
      </nav>
      <div class="admin">${place ? renderPlace(place, { portal, request, isOffered: offered.includes(place.section) }) : renderMissing()}</div>`;
  }

  /** On a phone the section that is shown may lie beside the screen. */
  protected override updated(changes: PropertyValues<this>): void {
    super.updated(changes);
    const sections = this.querySelector('.admin-sections');
    const current = sections?.querySelector<HTMLElement>('[aria-current]');
    if (!changes.has('request') || !sections || !current) return;
    sections.scrollLeft = current.offsetLeft + current.offsetWidth / 2 - sections.clientWidth / 2;
  }
}

function renderPlace(
  { section, item }: Place,
  { portal, request, isOffered }: { portal: Portal; request: PageRequest; isOffered: boolean },
): TemplateResult {
  if (!isOffered) return renderForbidden();
  switch (section) {
    case 'inbox':
      return html`<admin-inbox .portal=${portal} .request=${request}></admin-inbox>`;
    case 'alerts':
      return html`<admin-alerts .portal=${portal} .request=${request}></admin-alerts>`;
    case 'users':
      if (item === undefined) return html`<user-list .portal=${portal} .request=${request}></user-list>`;
      return item === 'new'
        ? html`<user-form .portal=${portal} .request=${request}></user-form>`
        : html`<user-page .portal=${portal} .request=${request} .userId=${item}></user-page>`;
    case 'meters':
      if (item === undefined) return html`<meter-list .portal=${portal} .request=${request}></meter-list>`;
      return item === 'new'
        ? html`<meter-form .portal=${portal} .request=${request}></meter-form>`
        : html`<meter-page .portal=${portal} .request=${request} .meterId=${item}></meter-page>`;
    case 'sites':
      if (item === undefined) return html`<site-list .portal=${portal} .request=${request}></site-list>`;
      return item === 'new'
        ? html`<site-form .portal=${portal} .request=${request}></site-form>`
        : html`<site-page .portal=${portal} .request=${request} .siteIdShown=${item}></site-page>`;
    case 'pipeline':
      return html`<pipeline-section .portal=${portal} .request=${request} .tab=${item}></pipeline-section>`;
    case 'audit':
      return html`<audit-list .portal=${portal} .request=${request}></audit-list>`;
  }
}
