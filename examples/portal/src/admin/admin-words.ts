import { Catalogue } from '../language/catalogue.ts';
import { english } from './words/en.ts';

/** What the administrators' console says. */
export const adminWords = new Catalogue(english, {
  de: () => import('./words/de.ts'),
  el: () => import('./words/el.ts'),
  ro: () => import('./words/ro.ts'),
});
