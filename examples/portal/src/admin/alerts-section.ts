import '@wattlet/widgets/energy-alerts.js';
import { AlertsApi } from '@wattlet/sdk/alerts';
import type { AlertSelectEvent, AlertsClient } from '@wattlet/widgets/energy-alerts.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { perConnection } from '../clients/per-connection.ts';
import { goTo } from '../router/go-to.ts';
import { AdminElement, type AdminView } from './admin-element.ts';
import { adminWords } from './admin-words.ts';

/** What the list of alerts of a connection reads by. */
export const alertsClient = perConnection(
  (connection): AlertsClient => ({ alerts: new AlertsApi(connection), live: connection.live }),
);

/** Alerts of every meter of the site, as they come. */
@customElement('admin-alerts')
export class AdminAlerts extends AdminElement {
  protected override renderView({ portal: { session, theme } }: AdminView): TemplateResult {
    const open = ({ alert }: AlertSelectEvent) => goTo(`/admin/meters/${alert.meterId}`);
    return html`<h1 class="visually-hidden">${adminWords.words.sections.alerts}</h1>
      <energy-alerts class="tall" filter="all" theme=${theme.theme} .client=${alertsClient(session.connection)} @alert-select=${open}></energy-alerts>`;
  }
}
