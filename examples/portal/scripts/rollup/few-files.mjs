import { sharedCore } from '../../../../packages/widgets/scripts/rollup/shared-core.mjs';

const ELEMENTS = ['energy-chart', 'energy-map', 'energy-alerts', 'support-chat', 'support-inbox'];
const PORTAL = '/examples/portal/dist/';
/**
 * Puts what pages share into few files, as each of them is a request: `frame` what is there before any page is, `core` and
 * its like what elements share, `shared` what else of the portal itself more than one page needs.
 *
 * @param {string} entry end of the entry's id. What it imports is a file of its own: the entry waits for its first page,
 *   and a page that imported the entry would wait for it
 * @returns {import('rollup').GetManualChunk}
 */
export function fewFiles(entry) {
  const elementsOf = sharedCore(ELEMENTS, ['support-chat']);
  /** @type {{ frame: Set<string>, shared: Set<string> } | undefined} */
  let files;
  return (id, meta) => {
    files ??= filesOf(
      [...meta.getModuleIds()].find((one) => one.endsWith(entry)),
      meta,
    );
    if (files.frame.has(id)) return id.endsWith(entry) ? undefined : 'frame';
    const file = elementsOf(id, meta);
    if (file || !files.shared.has(id)) return file;
    // What it imports goes with it: elements and the fields of forms must not.
    const isOwn = (one) => one.includes(PORTAL) || files.frame.has(one);
    return [...reachedFrom(id, meta)].every(isOwn) ? 'shared' : undefined;
  };
}

function filesOf(entry, meta) {
  const frame = reachedFrom(entry, meta);
  const pages = new Set([...frame].flatMap((id) => meta.getModuleInfo(id)?.dynamicallyImportedIds ?? []));
  const [seen, shared] = [new Set(), new Set()];
  for (const id of [...pages].flatMap((page) => [...reachedFrom(page, meta)])) {
    if (seen.has(id)) shared.add(id);
    seen.add(id);
  }
  return { frame, shared };
}

function reachedFrom(start, { getModuleInfo }) {
  const reached = new Set([start]);
  // A set hands out what is added while it is gone through.
  for (const id of reached) for (const next of getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}
