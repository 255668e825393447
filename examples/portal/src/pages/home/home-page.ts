import { html } from 'lit';
import type { Page } from '../../router/route.ts';

/** What is new. */
export const page: Page = {
  title: () => 'News',
  render: (_request, { session }) => html`<h1>News</h1><p>${session.account?.displayName}</p>`,
};
