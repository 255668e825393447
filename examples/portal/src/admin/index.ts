import './admin-console.ts';
import { html } from 'lit';
import type { Page } from '../router/route.ts';
import { titleOf } from './sections.ts';

/** The administrators' console, at `/admin` and every address below it. */
export const page: Page = {
  title: ({ url }) => titleOf(url.pathname),
  render: (request, portal) => html`<admin-console .request=${request} .portal=${portal}></admin-console>`,
};
