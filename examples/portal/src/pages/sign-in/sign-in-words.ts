import { Catalogue } from '../../language/catalogue.ts';
import { english } from './words/en.ts';

/** What signing in and up says. */
export const signInWords = new Catalogue(english, {
  de: () => import('./words/de.ts'),
  el: () => import('./words/el.ts'),
  ro: () => import('./words/ro.ts'),
});
