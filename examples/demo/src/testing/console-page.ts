/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { TestLogin } from '../../../../packages/server/src/testing/portal-server.ts';
import { isFree } from './is-free.ts';

/** Everything waits for what it is about; the machine may do much else. */
export const timeout = 90_000;

/** For tests: signs in by the portal's own form, and goes to a page of it. */
export async function signIn(page: Page, url: string, login: TestLogin, path: string): Promise<void> {
  await page.goto(`${url}/sign-in?${new URLSearchParams({ return_to: path })}`);
  await fill(page, 'wa-input[name=email]', login.email);
  await fill(page, 'wa-input[name=password]', login.password);
  await click(page, 'sign-in-form wa-button[type=submit]');
  await page.waitForFunction(
    (wanted) => location.pathname === wanted,
    { timeout },
    path.split('?')[0] ?? path,
  );
}

/** For tests: types into a field of Web Awesome, in place of what is there. */
export async function fill(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(`${selector} >>> input`).setTimeout(timeout).fill(text);
}

/** For tests: presses what a selector finds, once it can be pressed. */
export async function click(page: Page, selector: string): Promise<void> {
  await page.locator(selector).setTimeout(timeout).filter(isFree).click();
}

/** For tests: presses the button that says this. */
export async function press(page: Page, text: string, within = ''): Promise<void> {
  await click(page, `${within} ::-p-aria([name="${text}"][role="button"])`.trim());
}

/** For tests: does what the open dialog asks about. */
export async function confirm(page: Page): Promise<void> {
  await click(page, 'wa-dialog[open] wa-button[type=submit]');
}

/** For tests: waits until a part of the page says this. */
export async function says(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForSelector(`${selector}::-p-text(${text})`, { timeout });
}

/** For tests: goes to a page of the portal as a link to it would. */
export async function open(page: Page, path: string): Promise<void> {
  await page.evaluate(async (address) => {
    await globalThis.navigation?.navigate(address).finished;
  }, path);
  await page.waitForFunction(() => !document.querySelector('main .bone'), { timeout });
}

/** For tests: keeps how a page looks, where `WATTLET_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const { WATTLET_PICTURES: folder } = process.env;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
