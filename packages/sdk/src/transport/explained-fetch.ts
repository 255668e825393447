/** The page that a script runs in, where it runs in one. */
interface Page {
  readonly location?: { readonly origin: string; readonly href: string };
}

/**
 * A fetch that says what may be wrong where a page's call of another origin gets no answer: browsers keep from scripts
 * whether the server is down or does not allow the page, and the second is what is wrong on a new page.
 */
export function explainedFetch(fetch?: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      return await (fetch ?? globalThis.fetch)(input, init);
    } catch (error) {
      const { location }: Page = globalThis;
      const target = new URL(input instanceof Request ? input.url : input, location?.href);
      if (!(error instanceof TypeError) || !location || target.origin === location.origin) throw error;
      throw new TypeError(
        `${error.message}. If ${target.origin} is up, it may not allow pages of ${location.origin}: add that to the origins of your site, as docs/embedding.md says`,
        { cause: error },
      );
    }
  };
}
