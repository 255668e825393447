import { provideTokens } from '../connection/provide-tokens.ts';
import { hostTokens } from './host-tokens.ts';
import { type LoaderOptions, loaderOptions } from './loader-options.ts';

/**
 * Does what the page says on a script tag: from now on elements send its tokens.
 *
 * @param url address of the script
 * @returns tells an element its server, unless the page has
 */
export function useOptions(url: string): (element: Element) => void {
  const options = loaderOptions(url);
  const { server, key, tokenUrl } = options;
  if (key || tokenUrl) provideTokens(server, hostTokens(options));
  return (element) => tellServer(element, options);
}

function tellServer(element: Element, { server }: LoaderOptions): void {
  // Frameworks may set the property of an element that is not defined yet.
  const isTold = element.hasAttribute('server') || ('server' in element && element.server);
  if (!isTold) element.setAttribute('server', server);
}
