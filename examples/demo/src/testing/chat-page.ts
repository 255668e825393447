/// <reference lib="dom" />
import type { Page } from 'puppeteer-core';

/** Signs in on a page of the server, and leaves nothing on it but one element, which fills it. */
export async function showElement(
  page: Page,
  { url, account, element }: { readonly url: string; readonly account: Account; readonly element: string },
): Promise<void> {
  // A file with nothing of its own in it.
  await page.goto(new URL('/robots.txt', url).href);
  await page.evaluate(signInAndShow, account, element);
  await page.evaluate(`import('/widgets/${element}.js')`);
}

/**
 * Has the site of an agent's page let visitors write on this page, too.
 *
 * @returns the site's publishable key
 */
export function letVisitorsWrite(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const call = async (method: string, request: object) => {
      const response = await fetch(`/wattlet.v1.${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'connect-protocol-version': '1' },
        body: JSON.stringify(request),
      });
      if (!response.ok) throw new Error(`${method}: ${await response.text()}`);
      return response.json();
    };
    await call('ChatService/UpdateChatSettings', { settings: { timeZone: 'UTC', anonymous: true } });
    const { sites } = await call('SiteService/ListSites', {});
    const { id, publishableKey } = sites.find(({ name }: { name: string }) => name !== 'Demo utility');
    const allowedOrigins = { origins: [location.origin] };
    await call('SiteService/UpdateSite', { siteId: id, allowedOrigins });
    return publishableKey;
  });
}

/** Whom a page is signed in as. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Runs in the page. */
async function signInAndShow(account: Account, element: string): Promise<void> {
  const response = await fetch('/wattlet.v1.AccountService/SignIn', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'connect-protocol-version': '1' },
    body: JSON.stringify(account),
  });
  if (!response.ok) throw new Error(`signing in as ${account.email}: ${await response.text()}`);
  const shown = document.createElement(element);
  shown.setAttribute('inline', '');
  document.documentElement.lang = 'en-GB';
  document.body.replaceChildren(shown);
}
