/// <reference lib="dom" />
import type { Page } from 'puppeteer-core';
import type { Account } from './chat-page.ts';
import { isFree } from './is-free.ts';

/** Everything waits for what it is about; the machine may do much else. */
export const timeout = 90_000;

/** Signs in on the portal's own page, and waits until it leads somewhere. */
export async function signInAtPortal(page: Page, url: string, { email, password }: Account): Promise<void> {
  await page.goto(new URL('/sign-in', url).href);
  await fillIn(page, { email, password });
  await press(page, 'form wa-button[type="submit"]');
  await atPath(page, '/home');
}

/** Types into the fields of a form, by their names. */
export async function fillIn(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts))
    await page.locator(`wa-input[name="${name}"] >>> input`).setTimeout(timeout).fill(text);
}

/** Clicks what a selector finds once it can be clicked. */
export async function press(page: Page, selector: string): Promise<void> {
  await page.locator(selector).setTimeout(timeout).filter(isFree).click();
}

/** Waits until the page is at a path, and has shown what is there. */
export async function atPath(page: Page, path: string): Promise<void> {
  await page.waitForFunction(
    (wanted: string) => location.pathname === wanted && document.querySelector('main h1') !== null,
    { timeout },
    path,
  );
}

/** Waits until a text is shown in what a selector finds. */
export async function says(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForSelector(`${selector}::-p-text(${text})`, { timeout });
}
