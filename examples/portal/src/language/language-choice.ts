import { remember, remembered } from '../parts/remembering.ts';
import { speakAll } from './catalogue.ts';
import { type Language, languageOf } from './languages.ts';

const KEY = 'wattlet-language';

/** The language of the portal: as chosen here before, else the first of the browser's that it speaks. */
export class LanguageChoice extends EventTarget {
  #language: Language = languageOf([remembered(KEY) ?? '', ...navigator.languages]);

  get language(): Language {
    return this.#language;
  }

  /** BCP 47 tag for dates and numbers: the browser's own where it is of this language. English ones have the day first. */
  get locale(): string {
    const own = navigator.languages.find((tag) => languageOf([tag]) === this.#language && tag.includes('-'));
    return own ?? (this.#language === 'en' ? 'en-GB' : this.#language);
  }

  /** Loads the words of what is there, and tells the page and its elements. */
  async ready(): Promise<void> {
    await speakAll(this.#language);
    document.documentElement.lang = this.locale;
  }

  /** Speaks another language from now on, and remembers it. Dispatches `change`. */
  async choose(language: Language): Promise<void> {
    await speakAll(language);
    this.#language = language;
    remember(KEY, language);
    document.documentElement.lang = this.locale;
    this.dispatchEvent(new Event('change'));
  }
}
