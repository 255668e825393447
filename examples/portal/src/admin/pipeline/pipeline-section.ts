import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { renderMissing } from '../../app/render-states.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import './dead-letter-list.ts';
import './health-board.ts';
import './import-list.ts';
import './rejected-readings.ts';
import './review-list.ts';

const TABS = ['health', 'imports', 'review', 'dead-letters', 'readings'] as const;

/** The way of the data, from the source's files to the series: `/admin/pipeline/<tab>`. */
@customElement('pipeline-section')
export class PipelineSection extends AdminElement {
  @property({ attribute: false }) tab: string | undefined;

  protected override renderView({ portal, request }: AdminView): TemplateResult {
    const { pipeline: words } = adminWords.words;
    const tab = TABS.find((one) => one === (this.tab ?? 'health'));
    return html`<header class="page-head"><div><h1>${words.title}</h1><p>${words.text}</p></div></header>
      <nav class="tabs" aria-label=${words.title}>
        ${TABS.map(
          (one) =>
            html`<a href=${`/admin/pipeline/${one}`} aria-current=${one === tab ? 'page' : nothing}>${words.tabs[one]}</a>`,
        )}
      </nav>
      ${this.#renderTab(tab, { portal, request })}`;
  }

  #renderTab(
    tab: (typeof TABS)[number] | undefined,
    { portal, request }: Pick<AdminView, 'portal' | 'request'>,
  ) {
    switch (tab) {
      case 'health':
        return html`<health-board .portal=${portal} .request=${request}></health-board>`;
      case 'imports':
        return html`<import-list .portal=${portal} .request=${request}></import-list>`;
      case 'review':
        return html`<review-list .portal=${portal} .request=${request}></review-list>`;
      case 'dead-letters':
        return html`<dead-letter-list .portal=${portal} .request=${request}></dead-letter-list>`;
      case 'readings':
        return html`<rejected-readings .portal=${portal} .request=${request}></rejected-readings>`;
      case undefined:
        return renderMissing();
    }
  }
}
