/**
 * Puts what more than one element needs at once into chunks of its own, so that a page with several elements loads it
 * once: `base` what elements need that begin with little, `core` the rest. No page loads more than three files before an
 * element is there.
 *
 * @param {readonly string[]} elements names of the entries
 * @param {readonly string[]} small those that begin with little, and load the rest when the page is idle
 * @returns {import('rollup').GetManualChunk}
 */
export function sharedCore(elements, small = []) {
  /** @type {Map<string, Set<string>> | undefined} */
  let users;
  return (id, { getModuleInfo, getModuleIds }) => {
    users ??= usersOf(entriesAmong([...getModuleIds()], elements), getModuleInfo);
    const entries = users.get(id) ?? new Set();
    if (entries.size < 2) return undefined;
    return entriesAmong([...entries], small).length > 0 ? 'base' : 'core';
  };
}

function entriesAmong(ids, elements) {
  return ids.filter((id) => elements.some((name) => id.endsWith(`/dist/${name}/${name}.js`)));
}

/** Which entries reach a module without waiting for anything to be loaded later. */
function usersOf(entries, getModuleInfo) {
  const users = new Map();
  for (const entry of entries) {
    const reached = new Set([entry]);
    // A set hands out what is added while it is gone through.
    for (const id of reached) for (const next of getModuleInfo(id)?.importedIds ?? []) reached.add(next);
    for (const id of reached) users.set(id, (users.get(id) ?? new Set()).add(entry));
  }
  return users;
}
