import { configureLocalization, type LocaleModule } from '@lit/localize';

/** The languages that there are translations for, each loaded when a page speaks it. */
const LANGUAGES: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  de: () => import('./locales/de.ts'),
  el: () => import('./locales/el.ts'),
  ro: () => import('./locales/ro.ts'),
};

const load = (language: string): Promise<LocaleModule> => {
  const known = LANGUAGES[language];
  return known ? known() : Promise.reject(new RangeError(`there is no translation into ${language}`));
};

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: Object.keys(LANGUAGES),
  loadLocale: load,
});

/** The language that the elements of this page speak now: `en` until another has been loaded. */
export const spokenLanguage = getLocale;

/**
 * Speaks the language of the page from now on, English where there is no translation into it. Words are
 * the same for all elements of a page; numbers and dates follow each element's own `lang`.
 *
 * @returns a promise that rejects when the translation cannot be loaded: English stays.
 */
export async function speakLanguageOf(page: Document): Promise<void> {
  const [language = ''] = page.documentElement.lang.toLowerCase().split('-');
  const wanted = Object.hasOwn(LANGUAGES, language) ? language : 'en';
  if (wanted !== getLocale()) await setLocale(wanted);
}
