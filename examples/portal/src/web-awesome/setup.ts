// Imported by every part that uses Web Awesome: its look, pictures of our own in place of a CDN's, and its words.
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';
import theme from '@awesome.me/webawesome/dist/styles/themes/default.css';
import iconsUrl from '../icons/wa-icons.svg';
import ours from './look.css';
import './translations.ts';

// A sprite of this server's: nothing is fetched from elsewhere, and no text becomes HTML.
const sprite = {
  resolver: (name: string) => `${iconsUrl}#${name}`,
  // Without one a picture is as wide as pictures are that say nothing of their size.
  mutator: (svg: SVGElement) => svg.setAttribute('viewBox', '0 0 24 24'),
  spriteSheet: true,
};
registerIconLibrary('system', sprite);
registerIconLibrary('default', sprite);

for (const text of [theme, ours]) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}
