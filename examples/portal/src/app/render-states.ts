import { WattletError } from '@wattlet/sdk/errors';
import { html, nothing, type TemplateResult } from 'lit';
import { appWords } from './app-words.ts';

/** While a page is loading: its place is kept. */
export function renderLoading(): TemplateResult {
  return html`<div class="page-loading" role="status">
    <span class="visually-hidden">${appWords.words.loading}</span>
    <div class="bone title"></div>
    <div class="bone block"></div>
    <div class="bone line"></div>
    <div class="bone line"></div>
  </div>`;
}

/** Where there is no page. */
export function renderMissing(): TemplateResult {
  const { title, text, home } = appWords.words.missing;
  return html`<section class="page-state">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a class="button primary" href="/">${home}</a></p>
  </section>`;
}

/** Where somebody may not go. */
export function renderForbidden(): TemplateResult {
  const { title, text } = appWords.words.forbidden;
  return html`<section class="page-state"><h1>${title}</h1><p>${text}</p></section>`;
}

/**
 * Where a page, or what it shows, could not be loaded.
 *
 * @param again tries it again
 */
export function renderFailure(error: unknown, again: () => void): TemplateResult {
  const { failed, retry } = appWords.words;
  return html`<section class="page-state" role="alert">
    <h1>${failed.title}</h1>
    <p>${failureText(error)}</p>
    <p><button class="button primary" type="button" @click=${again}>${retry}</button></p>
  </section>`;
}

/** What went wrong, in words for whoever uses the portal, and by what it is found in the log. */
export function failureText(error: unknown): string | TemplateResult {
  const { failed } = appWords.words;
  // A script that does not come is no error of the server's making.
  if (!(error instanceof WattletError)) return failed.unreachable;
  if (error.code === 'unavailable' || error.code === 'deadline_exceeded') return failed.unreachable;
  const text = error.code === 'internal' || error.code === 'unknown' ? failed.unexpected : error.message;
  return html`${text} ${error.requestId ? failed.quote(error.requestId) : nothing}`;
}
