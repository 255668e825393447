/**
 * Waits until a page holds an element, looked for through open shadow roots. puppeteer's own `>>>` looks again only when
 * the document changes, which it does not when a shadow root does.
 *
 * @param {{ waitForFunction: (look: (path: string[]) => boolean, options: object, path: string[]) => Promise<unknown> }} page
 * @param {string} selector CSS selectors, each of them within the shadow root of the one before, with ` >>> ` between
 * @param {{ timeout?: number }} [options]
 */
export async function waitInside(page, selector, options = {}) {
  await page.waitForFunction(isThere, { polling: 100, ...options }, selector.split(' >>> '));
}

/** Runs in the page. */
function isThere(path) {
  let roots = [document];
  for (const [index, part] of path.entries()) {
    const found = roots.flatMap((root) => [...root.querySelectorAll(part)]);
    if (index === path.length - 1) return found.length > 0;
    roots = found.flatMap(({ shadowRoot }) => shadowRoot ?? []);
  }
  return false;
}
