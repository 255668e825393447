import { Catalogue } from '../language/catalogue.ts';
import { english } from './words/en.ts';

/** What the bell says. */
export const bellWords = new Catalogue(english, {
  de: () => import('./words/de.ts'),
  el: () => import('./words/el.ts'),
  ro: () => import('./words/ro.ts'),
});
