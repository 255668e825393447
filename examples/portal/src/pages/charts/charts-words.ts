import { Catalogue } from '../../language/catalogue.ts';
import { english } from './words/en.ts';

/** What the pages of charts say. */
export const chartsWords = new Catalogue(english, {
  de: () => import('./words/de.ts'),
  el: () => import('./words/el.ts'),
  ro: () => import('./words/ro.ts'),
});
