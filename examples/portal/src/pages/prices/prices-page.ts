import { html, nothing } from 'lit';
import type { Page } from '../../router/route.ts';
import { visitorWords } from '../landing/visitor-words.ts';

/** What it costs. */
export const page: Page = {
  title: () => visitorWords.words.prices.title,
  render: () => {
    const { title, lead, month, plans, start, developers } = visitorWords.words.prices;
    return html`<div class="prices">
      <header class="page-head"><div><h1>${title}</h1><p>${lead}</p></div></header>
      <div class="plans">
        ${plans.map(
          ({ name, price, isMonthly, text, points }) => html`<section class="panel">
            <h2>${name}</h2>
            <p class="price">${price} ${isMonthly ? html`<span>${month}</span>` : nothing}</p>
            <p class="quiet">${text}</p>
            <ul>
              ${points.map((point) => html`<li>${point}</li>`)}
            </ul>
            ${
              isMonthly
                ? html`<a class="button primary" href="/sign-up">${start}</a>`
                : html`<a class="button" href="/developers">${developers}</a>`
            }
          </section>`,
        )}
      </div>
    </div>`;
  },
};
