/** Resolves in a task of its own: between two long steps the browser can paint, and answer whoever uses the page. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
