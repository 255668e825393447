import './my-meters.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { metersWords } from './meters-words.ts';

/** One's own meters. */
export const page: Page = {
  title: () => metersWords.words.title,
  render: (request, portal) => html`<my-meters .request=${request} .portal=${portal}></my-meters>`,
};
