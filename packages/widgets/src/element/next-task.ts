/**
 * Resolves in a task of its own, so that a page can answer its user between two long steps, and shows what the first has
 * done. Await it only where neither step can be made short.
 */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
