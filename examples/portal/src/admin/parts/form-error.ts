import { html, nothing, type TemplateResult } from 'lit';
import { refusalText } from '../../app/render-states.ts';
import type { Submitting } from '../../parts/submitting.ts';

/** Why a form was refused, read out. */
export function renderFormError({ error }: Submitting): TemplateResult | typeof nothing {
  return error ? html`<p class="notice alarm" role="alert">${refusalText(error)}</p>` : nothing;
}

/** The form of an event that sends it; undefined where the browser sent none. */
export function formOf(event: SubmitEvent): HTMLFormElement | undefined {
  event.preventDefault();
  return event.target instanceof HTMLFormElement ? event.target : undefined;
}
