import '@wattlet/widgets/support-inbox.js';
import type { Connection } from '@wattlet/sdk/connection';
import { InboxApi } from '@wattlet/sdk/inbox';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { AdminElement, type AdminView } from './admin-element.ts';
import { adminWords } from './admin-words.ts';

const clients = new WeakMap<Connection, { inbox: InboxApi; live: Connection['live'] }>();

/** What the inbox of a connection reads by: the same again, so that it goes on with what it has. */
function inboxClient(connection: Connection) {
  const known = clients.get(connection) ?? { inbox: new InboxApi(connection), live: connection.live };
  clients.set(connection, known);
  return known;
}

/** Support conversations of the site. */
@customElement('admin-inbox')
export class AdminInbox extends AdminElement {
  protected override renderView({ portal: { session, theme } }: AdminView): TemplateResult {
    return html`<h1 class="visually-hidden wide-page">${adminWords.words.sections.inbox}</h1>
      <support-inbox theme=${theme.theme} .client=${inboxClient(session.connection)}></support-inbox>`;
  }
}
