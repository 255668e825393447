import './landing-map.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { embedSnippet } from '../developers/snippets.ts';
import { visitorWords } from './visitor-words.ts';

/** What visitors see first. */
export const page: Page = {
  title: () => visitorWords.words.landing.title,
  render: (request, portal) => {
    const { landing } = visitorWords.words;
    return html`<div class="landing">
      <section class="hero">
        <h1>${landing.title}</h1>
        <p>${landing.lead}</p>
        <div class="actions">
          <a class="button primary large" href="/sign-up">${landing.start}</a>
          <span class="quiet">${landing.noCard}</span>
        </div>
      </section>
      <section aria-label=${landing.mapLabel}>
        <landing-map .request=${request} .portal=${portal}></landing-map>
      </section>
      <section class="points">
        ${landing.points.map(([title, text]) => html`<div><h2>${title}</h2><p>${text}</p></div>`)}
      </section>
      <section class="teaser">
        <div>
          <h2>${landing.embedTitle}</h2>
          <p>${landing.embedText}</p>
          <a href="/developers">${landing.embedLink}</a>
        </div>
        <pre tabindex="0"><code>${embedSnippet(request.url.origin, portal.session.previewArea)}</code></pre>
      </section>
    </div>`;
  },
};
