import { html, nothing, type TemplateResult } from 'lit';
import type { AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';

/** Tells an operator that what is shown is of another site than their own. */
export function renderOtherSite({ siteId, request }: AdminView): TemplateResult | typeof nothing {
  const { common } = adminWords.words;
  if (siteId === '') return nothing;
  return html`<p class="notice"><span>${common.site(siteId)}</span><a href=${request.url.pathname}>${common.ownSite}</a></p>`;
}
