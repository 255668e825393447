import '@wattlet/widgets/support-inbox.js';
import { InboxApi } from '@wattlet/sdk/inbox';
import type { InboxClient, ReferenceSelectEvent } from '@wattlet/widgets/support-inbox.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { chatClient } from '../clients/chat-client.ts';
import { perConnection } from '../clients/per-connection.ts';
import { addressOf } from '../pages/support/reference-address.ts';
import { AdminElement, type AdminView } from './admin-element.ts';
import { adminWords } from './admin-words.ts';

/** What the inbox of a connection reads by. */
const inboxClient = perConnection(
  (connection): InboxClient => ({ ...chatClient(connection), inbox: new InboxApi(connection) }),
);

/** Support conversations of the site. */
@customElement('admin-inbox')
export class AdminInbox extends AdminElement {
  protected override renderView({ portal: { session, theme } }: AdminView): TemplateResult {
    // The chart that the customer saw, beside the conversations: what is open and half written there stays.
    const open = ({ reference }: ReferenceSelectEvent) =>
      window.open(addressOf(reference), '_blank', 'noopener');
    return html`<h1 class="visually-hidden wide-page">${adminWords.words.sections.inbox}</h1>
      <support-inbox theme=${theme.theme} .client=${inboxClient(session.connection)} @reference-select=${open}></support-inbox>`;
  }
}
