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
 * @param next `again` tries it again; with `isTriedAgain` that is done by itself, too
 */
export function renderFailure(
  error: unknown,
  { again, isTriedAgain = false }: { readonly again: () => void; readonly isTriedAgain?: boolean },
): TemplateResult {
  const { failed, retry } = appWords.words;
  return html`<section class="page-state" role="alert">
    <h1>${failed.title}</h1>
    <p>${failureText(error)} ${isTriedAgain ? failed.again : nothing}</p>
    <p><button class="button primary" type="button" @click=${again}>${retry}</button></p>
  </section>`;
}

/** What whoever asked can put right, or live with: nobody has to look for it in a log. */
const ASKED_WRONGLY: ReadonlySet<string> = new Set([
  'invalid_argument',
  'not_found',
  'already_exists',
  'failed_precondition',
]);

/** What went wrong, in words for whoever uses the portal, and by what it is found in the log. */
export function failureText(error: unknown): string | TemplateResult {
  const { failed } = appWords.words;
  // A script that does not come is no error of the server's making.
  if (!(error instanceof WattletError)) return failed.unreachable;
  const text = knownText(error);
  if (text) return text;
  const isQuoted = error.requestId && !ASKED_WRONGLY.has(error.code);
  return html`${unknownText(error)} ${isQuoted ? failed.quote(error.requestId ?? '') : nothing}`;
}

/** Why a form was refused: what is wrong with its first field that is, or what went wrong. */
export function refusalText(error: WattletError): string | TemplateResult {
  return knownText(error) ?? error.violations[0]?.message ?? failureText(error);
}

function knownText({ code, reason = '', retryAfterMs }: WattletError): string | undefined {
  const { failed } = appWords.words;
  const text = failed.reasons[reason];
  if (text) return text;
  switch (code) {
    case 'unavailable':
    case 'deadline_exceeded':
      return failed.unreachable;
    case 'resource_exhausted':
      return retryAfterMs === undefined ? undefined : failed.tooMany(minutes(retryAfterMs));
    case 'unauthenticated':
      return failed.signedOut;
    case 'permission_denied':
      return failed.notAllowed;
    default:
      return undefined;
  }
}

/** What the server says, where it was prepared for it. */
function unknownText({ code, message }: WattletError): string {
  return code === 'internal' || code === 'unknown' ? appWords.words.failed.unexpected : message;
}

/** A wait in the language of the page, "5 minutes". */
function minutes(waitMs: number): string {
  const format = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(document.documentElement.lang, format).format(Math.ceil(waitMs / 60_000));
}
