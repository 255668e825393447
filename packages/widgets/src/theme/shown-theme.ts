import type { ThemeName } from './tokens.ts';

/**
 * The theme that an element is shown in: the one that it asks for, else the only one that the page's style sheets
 * allow by `color-scheme`, else the user's.
 */
export function shownTheme(
  element: Element & { readonly theme: ThemeName | 'auto' },
  prefersDark: boolean,
): ThemeName {
  if (element.theme !== 'auto') return element.theme;
  const schemes = getComputedStyle(element).colorScheme.split(' ');
  const [hasDark, hasLight] = [schemes.includes('dark'), schemes.includes('light')];
  return hasDark === hasLight ? (prefersDark ? 'dark' : 'light') : hasDark ? 'dark' : 'light';
}
