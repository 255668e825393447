import type { GetToken } from '@wattlet/sdk';
import { TOKENS_PROVIDED } from './tokens-provided.ts';

declare global {
  /** Shared by everything of Wattlet's on the page, of whatever version: a page says once whose data it shows. */
  var wattletTokens: Map<string, GetToken> | undefined;
}

/**
 * Says whose data the page's elements show: from now on their calls of a server carry these tokens. Called
 * again, as when somebody else has signed in, they begin afresh and show that one's data at once. An answer of undefined calls
 * anonymously. Elements with a `client` of their own do not ask.
 *
 * @example
 * provideTokens('https://energy.example.com', async () => {
 *   const answer = await fetch('/wattlet-token');
 *   return answer.ok ? answer.text() : undefined;
 * });
 */
export function provideTokens(baseUrl: string, getToken: GetToken): void {
  globalThis.wattletTokens ??= new Map();
  globalThis.wattletTokens.set(keyOf(baseUrl), getToken);
  // By an event, as whatever version of Wattlet's on the page may be connected. A server that renders pages has none.
  globalThis.dispatchEvent?.(new Event(TOKENS_PROVIDED));
}

/** Calls the listener whenever it is somebody else who gives the tokens for a server, for as long as there is the page. */
export function onTokensProvided(baseUrl: string, listener: () => void): void {
  let before = providedTokens(baseUrl);
  addEventListener(TOKENS_PROVIDED, () => {
    const now = providedTokens(baseUrl);
    if (now === before) return;
    before = now;
    listener();
  });
}

/** Who gives the tokens for a server at the moment; undefined where nobody does. */
export function providedTokens(baseUrl: string): GetToken | undefined {
  return globalThis.wattletTokens?.get(keyOf(baseUrl));
}

/** Pages write an address with and without a slash at its end. */
const keyOf = (baseUrl: string) => baseUrl.replace(/\/+$/, '');
