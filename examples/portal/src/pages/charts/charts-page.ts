import './chart-page.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { chartsWords } from './charts-words.ts';

/** The pages of the three streams; their paths are the names of the streams. */
export const page: Page = {
  title: ({ params: { stream } }) => {
    const { words } = chartsWords;
    return (stream === 'generation' || stream === 'flows' ? words[stream] : words.load).title;
  },
  render: (request, portal) => html`<chart-page .request=${request} .portal=${portal}></chart-page>`,
};
