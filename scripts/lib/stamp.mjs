import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A hash over the names and contents of files, and of anything else that what is made from
 * them depends on.
 *
 * @param {string[]} files
 * @param {string[]} [more]
 */
export function fingerprint(files, more = []) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  for (const value of more) hash.update(`${value}\0`);
  return hash.digest('hex');
}

/** Every file below a folder. */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Whether the stamp says that what it stands for was made from exactly this. */
export function isFresh(stamp, print) {
  try {
    return readFileSync(stamp, 'utf8') === print;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Says that what the stamp stands for has been made from this; only to be called after it has. */
export function writeStamp(stamp, print) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
