/** What a page says on the script tag of a loader. */
export interface LoaderOptions {
  /** Base URL of the server (`data-server`); where the script is from unless it is said. */
  readonly server: string;
  /** Publishable key of the site (`data-key`). */
  readonly key: string | undefined;
  /** Address at the page's own backend that gives tokens of whoever is signed in (`data-token-url`). */
  readonly tokenUrl: string | undefined;
}

/**
 * Reads the attributes of the script tags of the module of this address, which runs once for all of them: the first that has
 * an attribute counts. Without such a tag, defaults.
 */
export function loaderOptions(url: string): LoaderOptions {
  const tags = [...document.querySelectorAll('script')].filter(({ src }) => src === url).reverse();
  const { server, key, tokenUrl }: DOMStringMap = Object.assign({}, ...tags.map(({ dataset }) => dataset));
  // A server has its scripts there; what comes from a CDN says nothing of the server.
  const at = url.lastIndexOf('/widgets/');
  return {
    server: server ?? (at > 0 ? url.slice(0, at) : location.origin),
    key,
    tokenUrl,
  };
}
