/**
 * Puts what more than one element needs at once into one chunk, `core`: a page with several elements loads it once,
 * and no page loads more than two files before an element is there.
 *
 * @param {readonly string[]} elements names of the entries
 * @returns {import('rollup').GetManualChunk}
 */
export function sharedCore(elements) {
  /** @type {Map<string, Set<string>> | undefined} */
  let users;
  return (id, { getModuleInfo, getModuleIds }) => {
    users ??= usersOf(entriesAmong([...getModuleIds()], elements), getModuleInfo);
    return (users.get(id)?.size ?? 0) > 1 ? 'core' : undefined;
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
