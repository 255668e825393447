import '@wattlet/widgets/support-chat.js';
import type { ChatReference } from '@wattlet/sdk';
import type { ReferenceSelectEvent } from '@wattlet/widgets/support-chat.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { chatClient } from '../../clients/chat-client.ts';
import { goTo } from '../../router/go-to.ts';
import type { PageRequest } from '../../router/route.ts';
import { aboutOf, addressOf } from './reference-address.ts';
import { supportWords } from './support-words.ts';

/** The chat with support, about what the address says. */
@customElement('support-room')
export class SupportRoom extends PageElement {
  #search = '';
  #about: ChatReference | undefined;

  protected override renderPage({ session, theme }: Portal, { url }: PageRequest): TemplateResult {
    const { title, text } = supportWords.words;
    if (this.#search !== url.search) {
      // Once for each address: who has taken it off their message does not get it again.
      this.#search = url.search;
      this.#about = aboutOf(url.searchParams);
    }
    return html`<header class="page-head"><div><h1>${title}</h1><p>${text}</p></div></header>
      <support-chat
        inline
        theme=${theme.theme}
        .client=${chatClient(session.connection)}
        .reference=${this.#about}
        @reference-select=${({ reference }: ReferenceSelectEvent) => goTo(addressOf(reference))}
      ></support-chat>`;
  }
}
