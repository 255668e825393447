import '@wattlet/widgets/energy-alerts.js';
import type { AlertSelectEvent } from '@wattlet/widgets/energy-alerts.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { metersClient } from '../clients/meters-client.ts';
import { goTo } from '../router/go-to.ts';
import { AdminElement, type AdminView } from './admin-element.ts';
import { adminWords } from './admin-words.ts';

/** Alerts of every meter of the site, as they come. */
@customElement('admin-alerts')
export class AdminAlerts extends AdminElement {
  protected override renderView({ portal: { session, theme } }: AdminView): TemplateResult {
    const open = ({ alert }: AlertSelectEvent) => goTo(`/admin/meters/${alert.meterId}`);
    return html`<h1 class="visually-hidden">${adminWords.words.sections.alerts}</h1>
      <energy-alerts class="tall" filter="all" theme=${theme.theme} .client=${metersClient(session.connection)} @alert-select=${open}></energy-alerts>`;
  }
}
