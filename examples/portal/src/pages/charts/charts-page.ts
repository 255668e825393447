import './chart-page.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { chartsWords } from './charts-words.ts';
import { countryName, isMapCode, ownArea } from './own-area.ts';

/** What an area is called; nothing for what cannot be one, as an address may hold anything. */
function areaName(area: string): string[] {
  if (isMapCode(area)) return [countryName(area, document.documentElement.lang)];
  return /^[\w-]{1,16}$/.test(area) ? [area] : [];
}

/** The pages of the three streams; their paths are the names of the streams. */
export const page: Page = {
  title: ({ url: { searchParams }, params: { stream } }) => {
    const { words } = chartsWords;
    const { title } = stream === 'generation' || stream === 'flows' ? words[stream] : words.load;
    // Tabs, bookmarks and the way back are told apart by it.
    return [title, ...areaName(searchParams.get('area') ?? ownArea())].join(', ');
  },
  render: (request, portal) => html`<chart-page .request=${request} .portal=${portal}></chart-page>`,
};
