import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons/icon.ts';
import { LANGUAGE_CODES, LANGUAGES } from '../language/languages.ts';
import { THEMES } from '../theme/theme-choice.ts';
import { appWords } from './app-words.ts';
import { barDestinations, type Destination, isAt, railDestinations } from './destinations.ts';
import type { Portal } from './portal.ts';

/** What stands around a page. */
export interface Frame {
  readonly portal: Portal;
  /** Path of the page. */
  readonly pathname: string;
  readonly content: TemplateResult;
  /** Beside the name at the top, such as the bell. */
  readonly tools: TemplateResult | typeof nothing;
}

/** The frame for those who are signed in: a rail beside the page, on phones a bar below it. */
export function renderRoom({ portal, pathname, content, tools }: Frame): TemplateResult {
  const { words } = appWords;
  const rail = railDestinations(portal.session);
  return html`<div class="room">
    ${skipLink()}
    <header class="top-bar">
      <a class="brand" href="/home"><img src="/icon.svg" alt="" width="28" height="28" />Wattlet</a>
      <div class="tools">${tools}</div>
    </header>
    <nav class="rail" aria-label=${words.pages}>${rail.map((one) => link(one, pathname))}</nav>
    <main id="main" tabindex="-1">${endedNotice(portal)}${content}</main>
    <nav class="bottom-bar" aria-label=${words.pages}>
      ${barDestinations(portal.session).map((one) => link(one, pathname))}
    </nav>
  </div>`;
}

/** The frame for everybody: a bar above the page, and a foot below it. */
export function renderHall({ portal, pathname, content }: Frame): TemplateResult {
  const { words } = appWords;
  const isSignedIn = portal.session.state.status === 'signed-in';
  const visitorLink = (href: string, label: string) =>
    html`<a href=${href} aria-current=${href === pathname ? 'page' : nothing}>${label}</a>`;
  return html`<div class="hall">
    ${skipLink()}
    <header class="top-bar">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" />Wattlet</a>
      <nav class="visitor-links" aria-label=${words.pages}>
        ${visitorLink('/prices', words.nav.prices)} ${visitorLink('/developers', words.nav.developers)}
      </nav>
      <div class="tools">
        ${
          isSignedIn
            ? html`<a class="button primary" href="/home">${words.openPortal}</a>`
            : html`<a class="button plain" href="/sign-in">${words.signIn}</a>
              <a class="button primary" href="/sign-up">${words.signUp}</a>`
        }
      </div>
    </header>
    <main id="main" tabindex="-1">${content}</main>
    <footer class="foot">
      <p>${words.attribution}</p>
      <div class="choices">${languagePicker(portal)}${themePicker(portal)}</div>
    </footer>
  </div>`;
}

/** On every page, for those whose subscription is over. */
function endedNotice({ session: { state } }: Portal): TemplateResult | typeof nothing {
  if (state.status !== 'signed-in' || !state.subscription || state.subscription.active) return nothing;
  const { text, extend } = appWords.words.ended;
  return html`<p class="notice watch ended-notice">
    ${text} <a href="/account#subscription">${extend}</a>
  </p>`;
}

function skipLink(): TemplateResult {
  return html`<a class="skip-link" href="#main">${appWords.words.skip}</a>`;
}

function link(destination: Destination, pathname: string): TemplateResult {
  const { href, label } = destination;
  return html`<a href=${href} aria-current=${isAt(destination, pathname) ? 'page' : nothing}>
    ${icon(destination.icon)}<span>${label}</span>
  </a>`;
}

/** Native controls: the pages of visitors load none other. */
function languagePicker({ language }: Portal): TemplateResult {
  const choose = ({ target }: Event) => {
    const chosen = LANGUAGE_CODES.find(
      (code) => target instanceof HTMLSelectElement && code === target.value,
    );
    if (chosen) language.choose(chosen).catch(() => undefined);
  };
  return html`<label>
    <span>${appWords.words.language}</span>
    <select @change=${choose}>
      ${LANGUAGE_CODES.map(
        (code) =>
          html`<option value=${code} lang=${code} ?selected=${code === language.language}>${LANGUAGES[code]}</option>`,
      )}
    </select>
  </label>`;
}

function themePicker({ theme }: Portal): TemplateResult {
  const { words } = appWords;
  const choose = ({ target }: Event) => {
    const chosen = THEMES.find((one) => target instanceof HTMLSelectElement && one === target.value);
    if (chosen) theme.choose(chosen);
  };
  return html`<label>
    <span>${words.theme}</span>
    <select @change=${choose}>
      ${THEMES.map(
        (one) => html`<option value=${one} ?selected=${one === theme.theme}>${words.themes[one]}</option>`,
      )}
    </select>
  </label>`;
}
