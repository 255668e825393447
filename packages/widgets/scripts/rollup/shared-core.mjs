/**
 * Puts what elements share into few files: the loader names each of them with its hash, and a page waits for each.
 *
 * - `base`: what elements need at once that begin with little, and others too.
 * - `core`: the rest of what more than one element needs at once, and the little that one needs at once and another later.
 * - `soon` and `later`: what one element needs at once, and those that begin with little in their next step, and after it.
 *
 * @param {readonly string[]} elements names of the entries
 * @param {readonly string[]} small those that begin with little, and load the rest when the page is idle
 * @returns {import('rollup').GetManualChunk}
 */
export function sharedCore(elements, small = []) {
  /** @type {Map<string, Map<string, number>> | undefined} by element, the step in which it needs each module */
  let steps;
  return (id, { getModuleInfo, getModuleIds }) => {
    steps ??= new Map(
      entriesAmong([...getModuleIds()], elements).map(([name, entry]) => [
        name,
        stepsOf(entry, getModuleInfo),
      ]),
    );
    const stepIn = (name) => steps.get(name)?.get(id) ?? Number.POSITIVE_INFINITY;
    const first = elements.filter((name) => stepIn(name) === 0);
    const users = elements.filter((name) => stepIn(name) < Number.POSITIVE_INFINITY);
    if (first.length === 0 || users.length < 2) return undefined;
    const step = Math.min(...small.map(stepIn));
    if (step === 0) return 'base';
    if (first.length > 1 || step === Number.POSITIVE_INFINITY) return 'core';
    return step === 1 ? 'soon' : 'later';
  };
}

function entriesAmong(ids, elements) {
  return elements.flatMap((name) => {
    const entry = ids.find((id) => id.endsWith(`/dist/${name}/${name}.js`));
    return entry === undefined ? [] : [[name, entry]];
  });
}

/** How many times something has to be loaded later before each module is there: 0 for what an entry needs at once. */
function stepsOf(entry, getModuleInfo) {
  const steps = new Map();
  let starts = [entry];
  for (let step = 0; starts.length > 0; step++) {
    const reached = new Set(starts.filter((id) => !steps.has(id)));
    // A set hands out what is added while it is gone through.
    for (const id of reached) {
      steps.set(id, step);
      for (const next of getModuleInfo(id)?.importedIds ?? []) if (!steps.has(next)) reached.add(next);
    }
    starts = [...reached].flatMap((id) => getModuleInfo(id)?.dynamicallyImportedIds ?? []);
  }
  return steps;
}
