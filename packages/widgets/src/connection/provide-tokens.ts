import type { GetToken, TokenRequest } from '@wattlet/sdk';

declare global {
  /** Shared by everything of Wattlet's on the page, of whatever version: a page says once whose data it shows. */
  var wattletTokens: Map<string, GetToken> | undefined;
}

/**
 * Says whose data the page's elements show: from now on their calls of a server carry these tokens. Best called before
 * the elements are connected; an answer of undefined calls anonymously. Elements with a `client` of their own do not ask.
 *
 * @example
 * provideTokens('https://energy.example.com', async () => (await fetch('/wattlet-token')).text());
 */
export function provideTokens(baseUrl: string, getToken: GetToken): void {
  globalThis.wattletTokens ??= new Map();
  globalThis.wattletTokens.set(keyOf(baseUrl), getToken);
}

/** What the page gives for a server at the moment; undefined where it gives nothing. */
export function providedToken(baseUrl: string, request: TokenRequest): ReturnType<GetToken> {
  return globalThis.wattletTokens?.get(keyOf(baseUrl))?.(request);
}

/** Pages write an address with and without a slash at its end. */
const keyOf = (baseUrl: string) => baseUrl.replace(/\/+$/, '');
