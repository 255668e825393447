import { executeServerCommand } from '@web/test-runner-commands';

/** What a page holds once its garbage is collected. */
export interface PageMetrics {
  readonly heapBytes: number;
  readonly listeners: number;
  readonly nodes: number;
}

/** Asks the browser what this page holds. */
export function pageMetrics(): Promise<PageMetrics> {
  return executeServerCommand<PageMetrics, undefined>('page-metrics');
}

/** What a page held before and after so many repetitions of what must leave nothing behind. */
export interface Residue {
  readonly before: PageMetrics;
  readonly after: PageMetrics;
}

/**
 * Repeats something and tells what it has left behind. A tenth as often it is done before the first look: what is
 * made once and kept, such as templates and formats, is no leak.
 */
export async function residueOf(times: number, once: () => Promise<void>): Promise<Residue> {
  for (let i = 0; i < times / 10; i++) await once();
  const before = await pageMetrics();
  for (let i = 0; i < times; i++) await once();
  return { before, after: await pageMetrics() };
}
