import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { alertOf } from '../testing/fake-alerts-client.ts';
import { renderAlertList } from './alert-list.ts';

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
});
