import { html } from 'lit';
import type { Page } from '../router/route.ts';

/** The administrators' console, at `/admin` and every address below it. */
export const page: Page = {
  title: () => 'Administration',
  render: () => html`<h1>Administration</h1>`,
};
