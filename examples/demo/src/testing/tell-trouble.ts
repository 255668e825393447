import type { SuiteContext, TestContext } from 'node:test';
import type { SerializedAXNode } from 'puppeteer-core';
import type { DemoProcess } from './demo-process.ts';
import type { WatchedPage } from './watched-page.ts';

const SHOWN_CHARACTERS = 1500;

/**
 * Prints where a page is, what it shows and waits for, and all that went wrong in it and in its demo, where the test
 * has failed: a run without a window has nothing else to be looked into.
 */
export async function tellTrouble(
  test: TestContext | SuiteContext,
  { page, problems, pending }: WatchedPage,
  demo?: DemoProcess,
): Promise<void> {
  // The types of Node do not know it yet.
  if ('passed' in test && test.passed === true) return;
  const tree = await page.accessibility.snapshot().catch(() => null);
  const text = tree ? textsOf(tree).join(' | ') : 'nothing';
  console.error(
    `After “${test.name}” the page is at ${page.url()} and shows:\n${text.slice(0, SHOWN_CHARACTERS)}`,
  );
  console.error({ problems, pending: [...pending], complaints: demo?.complaints });
}

/** What is said to somebody who cannot see the page: the texts in shadow roots are among it. */
function textsOf({ name, children = [] }: SerializedAXNode): readonly string[] {
  return [...(name ? [name] : []), ...children.flatMap(textsOf)];
}
