import type { GetToken, TokenRequest } from '@wattlet/sdk';

const tokenGivers = new Map<string, GetToken>();

/**
 * Says whose data the page's elements show: from now on their calls of a server carry these tokens. Best called before
 * the elements are connected; an answer of undefined calls anonymously. Elements with a `client` of their own do not ask.
 *
 * @example
 * provideTokens('https://energy.example.com', async () => (await fetch('/wattlet-token')).text());
 */
export function provideTokens(baseUrl: string, getToken: GetToken): void {
  tokenGivers.set(baseUrl, getToken);
}

/** What the page gives for a server at the moment; undefined where it gives nothing. */
export function providedToken(baseUrl: string, request: TokenRequest): ReturnType<GetToken> {
  return tokenGivers.get(baseUrl)?.(request);
}
