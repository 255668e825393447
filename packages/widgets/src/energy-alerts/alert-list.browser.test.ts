import { expect } from '@open-wc/testing';
import { html, LitElement, render, type TemplateResult } from 'lit';
import { alertOf } from '../testing/fake-alerts-client.ts';
import { renderAlertList } from './alert-list.ts';
import { AlertWalk } from './alert-walk.ts';

describe('a list of alerts without what walks through it', () => {
  it('has its newest rows, and the Tab key goes to each of them', () => {
    const box = document.createElement('div');
    const list = renderAlertList({
      ...{ alerts: Array.from({ length: 201 }, (_, i) => alertOf(i)), label: 'Alerts', walk: undefined },
      renderRow: (_alert, index, isTabbed) =>
        html`<li data-index=${index} tabindex=${isTabbed ? 0 : -1}></li>`,
    });
    render(list, box);
    const rows = [...box.querySelectorAll('li')];
    expect(rows.map(({ dataset }) => dataset['index'])).to.deep.equal(rows.map((_, index) => `${index}`));
    expect(rows.length).to.equal(200);
    expect(rows.every(({ tabIndex }) => tabIndex === 0)).to.equal(true);
  });

  it('leaves the focus in its row when that is loaded', async () => {
    const host = new AlertsHost();
    document.body.append(host);
    await host.updateComplete;
    const focused = () => host.shadowRoot?.activeElement?.textContent;
    host.renderRoot.querySelector<HTMLElement>('li[data-index="1"] .row')?.focus();
    expect(focused()).to.equal('Workshop');
    host.walk = new AlertWalk(host);
    host.requestUpdate();
    await host.updateComplete;
    expect(focused()).to.equal('Workshop');
    host.remove();
  });
});

/** Three alerts. */
class AlertsHost extends LitElement {
  walk: AlertWalk | undefined;

  protected override render(): TemplateResult {
    return renderAlertList({
      ...{ alerts: [alertOf(2), alertOf(1), alertOf(0)], label: 'Alerts', walk: this.walk },
      renderRow: ({ meterName }, index) =>
        html`<li data-index=${index}><button class="row">${meterName}</button></li>`,
    });
  }
}
customElements.define('alerts-host', AlertsHost);
