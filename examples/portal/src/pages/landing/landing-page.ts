import '@wattlet/widgets/energy-map.js';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';

/** What visitors see first. */
export const page: Page = {
  title: () => 'Europe’s electricity, hour by hour',
  render: (_request, { theme }) => html`<h1>Europe’s electricity, hour by hour</h1>
    <energy-map theme=${theme.theme}></energy-map>`,
};
