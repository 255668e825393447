import '../../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { appWords } from '../../../app/app-words.ts';
import { PageElement } from '../../../app/page-element.ts';
import type { Portal } from '../../../app/portal.ts';
import { LANGUAGE_CODES, LANGUAGES } from '../../../language/languages.ts';
import { THEMES } from '../../../theme/theme-choice.ts';
import { accountWords } from '../account-words.ts';

/** Language and theme, of this browser. */
@customElement('account-appearance')
export class AccountAppearance extends PageElement {
  protected override renderPage({ language, theme }: Portal): TemplateResult {
    const { appearance: words } = accountWords.words;
    const chosenIn = ({ target }: Event) =>
      target instanceof Element && 'value' in target ? target.value : '';
    const chooseLanguage = (event: Event) => {
      const chosen = LANGUAGE_CODES.find((code) => code === chosenIn(event));
      if (chosen && chosen !== language.language) language.choose(chosen).catch(() => undefined);
    };
    const chooseTheme = (event: Event) => {
      const chosen = THEMES.find((one) => one === chosenIn(event));
      if (chosen && chosen !== theme.theme) theme.choose(chosen);
    };
    return html`<h2>${words.title}</h2>
      <div class="fields">
        <wa-select label=${words.language} value=${language.language} @change=${chooseLanguage}>
          ${LANGUAGE_CODES.map((code) => html`<wa-option value=${code} lang=${code}>${LANGUAGES[code]}</wa-option>`)}
        </wa-select>
        <wa-select label=${words.theme} value=${theme.theme} @change=${chooseTheme}>
          ${THEMES.map((one) => html`<wa-option value=${one}>${appWords.words.themes[one]}</wa-option>`)}
        </wa-select>
      </div>`;
  }
}
