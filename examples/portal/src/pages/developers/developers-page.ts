import '../../parts/copy-box.ts';
import '@wattlet/widgets/energy-chart.js';
import { html, nothing, type TemplateResult } from 'lit';
import { seriesClient } from '../../clients/series-client.ts';
import { tellReplay } from '../../parts/tell-replay.ts';
import type { Page } from '../../router/route.ts';
import { visitorWords } from '../landing/visitor-words.ts';
import { curlSnippet, customerSnippet, embedSnippet, sdkSnippet } from './snippets.ts';

/** How Wattlet is used from pages and from code. */
export const page: Page = {
  title: () => visitorWords.words.developers.title,
  render: ({ url: { origin } }, { session: { connection, previewArea }, theme }) => {
    const { developers: words } = visitorWords.words;
    const part = (title: string, text: string, snippet: string): TemplateResult =>
      html`<section>
        <h2>${title}</h2>
        <p class="quiet">${text}</p>
        <copy-box .text=${snippet} .words=${words}></copy-box>
      </section>`;
    return html`<div class="developers">
      <header class="page-head"><div><h1>${words.title}</h1><p>${words.lead}</p></div></header>
      ${part(words.embedTitle, words.embedText, embedSnippet(origin, previewArea))}
      <section>
        <h2>${words.resultTitle}</h2>
        ${
          previewArea === undefined
            ? nothing
            : html`<energy-chart
                stream="generation"
                area=${previewArea}
                theme=${theme.theme}
                .client=${seriesClient(connection)}
                @range-change=${tellReplay}
              ></energy-chart>`
        }
      </section>
      ${part(words.customersTitle, words.customersText, customerSnippet(origin))}
      ${part(words.codeTitle, words.codeText, sdkSnippet(origin))}
      ${part(words.curlTitle, words.curlText, curlSnippet(origin))}
    </div>`;
  },
};
