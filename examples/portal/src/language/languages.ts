/** The languages that the portal speaks, as they call themselves. */
export const LANGUAGES = { en: 'English', el: 'Ελληνικά', ro: 'Română', de: 'Deutsch' } as const;

/** Code of a language that the portal speaks. */
export type Language = keyof typeof LANGUAGES;

/** Codes of all languages, in the order in which they are offered. */
export const LANGUAGE_CODES: readonly Language[] = ['en', 'el', 'ro', 'de'];

/** The first of some BCP 47 tags that the portal speaks; English where it speaks none of them. */
export function languageOf(tags: readonly string[]): Language {
  for (const tag of tags) {
    const [code = ''] = tag.toLowerCase().split('-', 1);
    const known = LANGUAGE_CODES.find((one) => one === code);
    if (known) return known;
  }
  return 'en';
}
