/** Imports a module by an address that is known only when the page runs. */
export function importModule(url: string): Promise<unknown> {
  return import(url);
}
