import type { GetToken, TokenRequest } from '@wattlet/sdk';

declare global {
  /** Shared by everything of Wattlet's on the page, of whatever version: a page says once whose data it shows. */
  var wattletTokens: Map<string, GetToken> | undefined;
}

/** On the window: somebody else is to be asked for the tokens of the server that is its detail. */
const CHANGED = 'wattlet-tokens';

/**
 * Says whose data the page's elements show: from now on their calls of a server carry these tokens. Best called before
 * the elements are connected; called again, as when somebody else has signed in, they show that one's data at once. An
 * answer of undefined calls anonymously. Elements with a `client` of their own do not ask.
 *
 * @example
 * provideTokens('https://energy.example.com', async () => (await fetch('/wattlet-token')).text());
 */
export function provideTokens(baseUrl: string, getToken: GetToken): void {
  const server = keyOf(baseUrl);
  globalThis.wattletTokens ??= new Map();
  if (globalThis.wattletTokens.get(server) === getToken) return;
  globalThis.wattletTokens.set(server, getToken);
  // By an event, as whatever version of Wattlet's on the page may be connected. A server that renders pages has none.
  globalThis.dispatchEvent?.(new CustomEvent(CHANGED, { detail: server }));
}

/** Calls the listener whenever it is somebody else who gives the tokens for a server, for as long as there is the page. */
export function onTokensProvided(baseUrl: string, listener: () => void): void {
  const server = keyOf(baseUrl);
  addEventListener(CHANGED, (event) => {
    if (event instanceof CustomEvent && event.detail === server) listener();
  });
}

/** What the page gives for a server at the moment; undefined where it gives nothing. */
export function providedToken(baseUrl: string, request: TokenRequest): ReturnType<GetToken> {
  return globalThis.wattletTokens?.get(keyOf(baseUrl))?.(request);
}

/** Pages write an address with and without a slash at its end. */
const keyOf = (baseUrl: string) => baseUrl.replace(/\/+$/, '');
