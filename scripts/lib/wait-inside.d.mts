import type { Page } from 'puppeteer-core';

/** Waits until a page holds an element: CSS selectors, each within the shadow root of the one before, with ` >>> ` between. */
export function waitInside(
  page: Page,
  selector: string,
  options?: { readonly timeout?: number },
): Promise<void>;
