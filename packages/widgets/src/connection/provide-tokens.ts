import type { GetToken, TokenRequest } from '@wattlet/sdk';

declare global {
  /** Shared by everything of Wattlet's on the page, of whatever version: a page says once whose data it shows. */
  var wattletTokens: Map<string, GetToken> | undefined;
}

/** On the window: it may be somebody else who gives the tokens of a server. */
const CHANGED = 'wattletTokens';

/**
 * Says whose data the page's elements show: from now on their calls of a server carry these tokens. Best called before
 * the elements are connected; called again, as when somebody else has signed in, they show that one's data at once. An
 * answer of undefined calls anonymously. Elements with a `client` of their own do not ask.
 *
 * @example
 * provideTokens('https://energy.example.com', async () => (await fetch('/wattlet-token')).text());
 */
export function provideTokens(baseUrl: string, getToken: GetToken): void {
  globalThis.wattletTokens ??= new Map();
  globalThis.wattletTokens.set(keyOf(baseUrl), getToken);
  // By an event, as whatever version of Wattlet's on the page may be connected. A server that renders pages has none.
  globalThis.dispatchEvent?.(new Event(CHANGED));
}

/** Calls the listener whenever it is somebody else who gives the tokens for a server, for as long as there is the page. */
export function onTokensProvided(baseUrl: string, listener: () => void): void {
  const provider = () => globalThis.wattletTokens?.get(keyOf(baseUrl));
  let before = provider();
  addEventListener(CHANGED, () => {
    const now = provider();
    if (now === before) return;
    before = now;
    listener();
  });
}

/** What the page gives for a server at the moment; undefined where it gives nothing. */
export function providedToken(baseUrl: string, request: TokenRequest): ReturnType<GetToken> {
  return globalThis.wattletTokens?.get(keyOf(baseUrl))?.(request);
}

/** Pages write an address with and without a slash at its end. */
const keyOf = (baseUrl: string) => baseUrl.replace(/\/+$/, '');
