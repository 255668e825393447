import type { LocaleModule } from '@lit/localize';
import { configureReentrantLocalization } from '@lit/localize/init/reentrant.js';

/** The languages that there are translations for, each loaded when an element speaks it. */
const LANGUAGES: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  de: () => import('./locales/de.ts'),
  el: () => import('./locales/el.ts'),
  ro: () => import('./locales/ro.ts'),
};

const loaded = new Map<string, LocaleModule>();
const unknown: LocaleModule = { templates: {} };
let spoken = 'en';

configureReentrantLocalization({
  sourceLocale: 'en',
  targetLocales: Object.keys(LANGUAGES),
  getLocale: () => spoken,
  loadLocaleSync: (language) => loaded.get(language) ?? unknown,
});

/** The language that words are in now: that of the element whose turn it is. */
export function spokenLanguage(): string {
  return spoken;
}

/**
 * Words are in the language of this locale from here on, until another element speaks: call it before the words of an
 * element are asked for. English, until the translation is loaded, and where there is none.
 *
 * @param locale BCP 47 tag
 */
export function speak(locale: string): void {
  const language = languageOf(locale);
  spoken = loaded.has(language) ? language : 'en';
}

/** Loads the translation for a locale where there is one. Resolves with whether there are new words now. */
export async function loadWords(locale: string): Promise<boolean> {
  const language = languageOf(locale);
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  if (!load || loaded.has(language)) return false;
  loaded.set(language, await load());
  return true;
}

/**
 * The locale that an element is in: of itself, of what it stands in, through shadow roots too, else the user's. What is
 * no BCP 47 tag is none.
 */
export function localeOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const lang = at.closest('[lang]')?.getAttribute('lang');
    if (lang) return wellFormed(lang) ?? navigator.language;
  }
  return navigator.language;
}

/** A `lang` attribute as the tag that Intl takes: pages have `en_GB`, too, and words that are none. */
function wellFormed(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(lang.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-', 1)[0] ?? '';
}
