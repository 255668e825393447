import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';

const source = readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe finds wrong with what a page shows, through shadow roots: rule and place of each; empty for nothing. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Said to the browser itself: the page's policy has no say in it.
  await page.evaluate(await source);
  const found: unknown = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
      id + ' at ' + JSON.stringify(target) + ': ' + failureSummary)))`);
  return Array.isArray(found) ? found.map(String) : [String(found)];
}
