import { remember, remembered } from '../parts/remembering.ts';

/** Light, dark, or as the system has it. */
export type Theme = 'auto' | 'light' | 'dark';

/** All themes, in the order in which they are offered. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

const KEY = 'wattlet-theme';

/** Which theme the portal is shown in. */
export class ThemeChoice extends EventTarget {
  readonly #prefersDark = matchMedia('(prefers-color-scheme: dark)');
  #theme: Theme = THEMES.find((theme) => theme === remembered(KEY)) ?? 'auto';

  constructor() {
    super();
    this.#prefersDark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  /** As chosen; elements take it as their `theme`. */
  get theme(): Theme {
    return this.#theme;
  }

  /** Shows another theme from now on, and remembers it. Dispatches `change`. */
  choose(theme: Theme): void {
    this.#theme = theme;
    remember(KEY, theme);
    this.#apply();
    this.dispatchEvent(new Event('change'));
  }

  #apply(): void {
    const { dataset, classList } = document.documentElement;
    dataset['theme'] = this.#theme;
    // What Web Awesome goes by.
    classList.toggle('wa-dark', this.#theme === 'auto' ? this.#prefersDark.matches : this.#theme === 'dark');
  }
}
