import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { html, type TemplateResult } from 'lit';
import { keepInAddress } from '../../router/go-to.ts';
import { adminWords } from '../admin-words.ts';

/** Searches as it is sent; what is searched for is in the address. */
export function renderSearch(value: string, hint: string): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = event.target instanceof HTMLFormElement ? event.target.querySelector('wa-input') : null;
    keepInAddress({ q: input?.value?.trim() ?? '' });
  };
  const clear = () => keepInAddress({ q: '' });
  return html`<form role="search" class="search" @submit=${submit}>
    <wa-input type="search" name="q" label=${adminWords.words.common.search} hint=${hint} value=${value} with-clear @wa-clear=${clear}></wa-input>
  </form>`;
}
