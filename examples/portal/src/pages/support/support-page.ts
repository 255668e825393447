import './support-room.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { supportWords } from './support-words.ts';

/** The conversation with support. */
export const page: Page = {
  title: () => supportWords.words.title,
  render: (request, portal) => html`<support-room .request=${request} .portal=${portal}></support-room>`,
};
