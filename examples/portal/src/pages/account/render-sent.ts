import { html, nothing, type TemplateResult } from 'lit';
import { refusalText } from '../../app/render-states.ts';
import type { Submitting } from '../../parts/submitting.ts';

/** Why the last one was refused, in words. */
export function renderRefusal({ error }: Submitting, own?: string): TemplateResult | typeof nothing {
  if (!error) return nothing;
  return html`<p class="notice alarm" role="alert">${own ?? refusalText(error)}</p>`;
}
