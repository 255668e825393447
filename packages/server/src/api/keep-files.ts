import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '../platform/has-code.ts';

/** How long after another build came files are kept that it does not have, in milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** Files whose times are closer together than this are of one build, in milliseconds. */
const APART_MS = 12 * 60 * 60 * 1000;

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
  const lastStart = Math.max(...kept.values());
  const last = new Set([...kept].filter(([, time]) => time > lastStart - APART_MS).map(([name]) => name));
  // A server may have run for long: what it had until this update is as old as its start.
  const isUpdate = [...names].some((name) => !last.has(name));
  const ended = new Date(now.getTime() - 2 * APART_MS);
  if (isUpdate) for (const name of last) await touch(join(to, name), ended);
  for (const name of names)
    if (!(await touch(join(to, name), now))) await copyWhole(join(from, name), join(to, name));
  // What another server that is in the middle of this update has not touched yet is not as old as it looks.
  if (isUpdate && lastStart > now.getTime() - 3 * APART_MS) return;
  for (const [name, time] of kept) {
    const isHad = names.has(name) || (isUpdate && last.has(name));
    if (!isHad && time < now.getTime() - KEPT_MS) await rm(join(to, name), { force: true });
  }
}

/** When each file was last one of those to keep, epoch milliseconds. */
async function timesOf(folder: string): Promise<Map<string, number>> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const times = await Promise.all(
    names.map(async (name) => {
      const found = await unlessGone(stat(join(folder, name)));
      return found ? [[name, found.mtimeMs] as const] : [];
    }),
  );
  return new Map(times.flat());
}

/** False where there is no such file. */
async function touch(path: string, at: Date): Promise<boolean> {
  return (await unlessGone(utimes(path, at, at).then(() => true))) ?? false;
}

/** Another server that starts may have just deleted a file. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
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
