import './europe-now.ts';
import './news-feed.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { homeWords } from './home-words.ts';

/** Europe now, and what is new. */
export const page: Page = {
  title: () => homeWords.words.title,
  render: (request, portal) => {
    const { title, text } = homeWords.words;
    return html`<header class="page-head wide-page"><div><h1>${title}</h1><p>${text}</p></div></header>
      <div class="home">
        <europe-now .request=${request} .portal=${portal}></europe-now>
        <news-feed .request=${request} .portal=${portal}></news-feed>
      </div>`;
  },
};
