import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How long after another build came files are kept that it does not have, in milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Keeps files, whose names change with their content, beside those that this server had before: pages that were opened before
 * an update find what they load later. Several servers may keep theirs in one folder.
 *
 * @param from folder of the files
 * @param to folder in which they are kept, made where it is not there
 */
export async function keepFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const kept = await timesOf(to);
  // Maps are for the developers of the newest.
  const names = new Set((await readdir(from)).filter((name) => !name.endsWith('.map')));
  const now = new Date();
  for (const name of names) {
    if (kept.has(name)) await utimes(join(to, name), now, now);
    else await copyWhole(join(from, name), join(to, name));
  }
  // A server may have run for long: what it had is as old as the last start of all.
  const newest = Math.max(...kept.values());
  for (const [name, time] of kept)
    if (!names.has(name) && time < newest - KEPT_MS) await rm(join(to, name), { force: true });
}

/** When each file was last one of those to keep, epoch milliseconds. */
async function timesOf(folder: string): Promise<Map<string, number>> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs] as const)),
  );
}

/** Nobody is served a file that is half there. */
async function copyWhole(from: string, to: string): Promise<void> {
  const made = join(dirname(to), `.${randomUUID()}`);
  try {
    await copyFile(from, made);
    await rename(made, to);
  } finally {
    await rm(made, { force: true });
  }
}
