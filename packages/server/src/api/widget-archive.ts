import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hasCode } from '../platform/has-code.ts';
import { keepFiles } from './keep-files.ts';

/** How many releases are kept, the newest ones. */
const KEPT = 50;
/** Folder of what entries load, whose names change with their content: in a bundle, and of all releases in the archive. */
export const PARTS = 'parts';

/**
 * Keeps a release beside those that this server had before: pages that name one by its hash go on working after an update,
 * and so do pages that were opened before it. The folder of a release that is there already is left as it is.
 *
 * @param archive folder of the releases, made where it is not there
 */
export async function archiveRelease(
  archive: string,
  release: { readonly name: string; readonly bundle: string },
): Promise<void> {
  await mkdir(archive, { recursive: true });
  const made = join(archive, `.${randomUUID()}`);
  try {
    // Maps are for the developers of the newest.
    await cp(release.bundle, made, { recursive: true, filter: (path) => !basename(path).endsWith('.map') });
    await rename(made, join(archive, release.name));
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY') && !hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  await keepFiles(join(release.bundle, PARTS), join(archive, PARTS));
  await forgetOldest(archive);
}

async function forgetOldest(archive: string): Promise<void> {
  const names = (await readdir(archive)).filter((name) => !name.startsWith('.') && name !== PARTS);
  const times = await Promise.all(names.map(async (name) => (await stat(join(archive, name))).mtimeMs));
  const byAge = names
    .map((name, index) => ({ name, time: times[index] ?? 0 }))
    .sort((a, b) => b.time - a.time);
  await Promise.all(
    byAge.slice(KEPT).map(({ name }) => rm(join(archive, name), { recursive: true, force: true })),
  );
}
