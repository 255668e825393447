import type { Language } from './languages.ts';

/** A translation, as a module that is loaded when it is needed. */
export type LoadWords<W> = () => Promise<{ readonly default: W }>;

/** The same words in every other language. */
export type Translations<W> = Readonly<Record<Exclude<Language, 'en'>, LoadWords<W>>>;

/**
 * What a part of the portal says in words: English with the part, the other languages loaded when they are spoken. The
 * type of the English words is that of every translation: one that lacks a word does not compile.
 *
 * The elements speak through `@lit/localize`, of which a page can have but one set-up; this needs none.
 */
export class Catalogue<W> {
  readonly #translations: Translations<W>;
  readonly #loaded = new Map<Language, W>();
  #words: W;

  constructor(english: W, translations: Translations<W>) {
    this.#translations = translations;
    this.#words = english;
    this.#loaded.set('en', english);
    catalogues.add(this);
  }

  /** The words in the language that is spoken. */
  get words(): W {
    return this.#words;
  }

  /** Loads the words of a language. Rejects where they cannot be loaded. */
  async load(language: Language): Promise<void> {
    if (language === 'en' || this.#loaded.has(language)) return;
    this.#loaded.set(language, (await this.#translations[language]()).default);
  }

  /** Speaks a language that is loaded; what is not goes on as it was. */
  speak(language: Language): void {
    this.#words = this.#loaded.get(language) ?? this.#words;
  }
}

/** Of every part that has been loaded. */
const catalogues = new Set<Catalogue<unknown>>();

/** Has every part that is loaded speak this language. Rejects, and changes nothing, where one cannot be loaded. */
export async function speakAll(language: Language): Promise<void> {
  await Promise.all([...catalogues].map((catalogue) => catalogue.load(language)));
  for (const catalogue of catalogues) catalogue.speak(language);
}
