import { html, type TemplateResult } from 'lit';
import { chartsWords } from '../pages/charts/charts-words.ts';

/** What stands in a chart or map in place of the data of a subscription that has ended. */
export function renderEnded(): TemplateResult {
  const { title, text, extend } = chartsWords.words.ended;
  return html`<div slot="subscription-ended" class="ended">
    <strong>${title}</strong>
    <p>${text}</p>
    <a class="button primary" href="/account#subscription">${extend}</a>
  </div>`;
}
