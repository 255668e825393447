import type { GetToken } from '@wattlet/sdk';

/** How long it is believed that nobody is signed in, so that not every call asks for that first. */
const NOBODY_MS = 30_000;

/** Where tokens come from. */
export interface HostTokens {
  /** Answers with a token as text, or as `token` in JSON; with 401, 403, 204 or a way to its sign-in for nobody. */
  readonly tokenUrl: string | undefined;
  /** Sent while nobody is signed in. */
  readonly key: string | undefined;
}

/** Gives the tokens of a page's own backend, fetched with the page's cookies, and its publishable key otherwise. */
export function hostTokens({ tokenUrl, key }: HostTokens): GetToken {
  let nobodyUntil = 0;
  return async ({ renew, signal }) => {
    if (!tokenUrl || (!renew && Date.now() < nobodyUntil)) return key;
    // Where a sign-in of another origin is, the browser would refuse to tell anything of the answer.
    const redirect = 'manual';
    const response = await fetch(tokenUrl, { signal, redirect, credentials: 'include', cache: 'no-store' });
    const { status } = response;
    // 0 is a redirect.
    if ([0, 204, 401, 403].includes(status)) {
      nobodyUntil = Date.now() + NOBODY_MS;
      return key;
    }
    const text = await response.text();
    const said: unknown = response.ok && (text.startsWith('{') ? JSON.parse(text).token : text);
    const token = `${said || ''}`.trim();
    // Of RFC 6750: anything else is a page that tells of an error.
    if (!/^[\w.~+/-]+=*$/.test(token)) throw new Error(`no token: ${status}`);
    return token;
  };
}
