import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(64 * 1024);

/** Why no small disk can be made here, or undefined where one can. */
export function smallDiskMissing() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return 'needs root on Linux, to mount a tmpfs';
  return undefined;
}

/**
 * A folder on a file system of its own, in memory, that is soon full.
 *
 * @param {string} folder created if missing
 * @param {number} bytes
 * @throws where it cannot be mounted; the message says why
 */
export function mountSmallDisk(folder, bytes) {
  mkdirSync(folder, { recursive: true });
  run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0755`, 'wattlet-proof', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    /** Leaves no byte. */
    fill() {
      const file = openSync(filler, 'w');
      try {
        for (;;) writeSync(file, BLOCK);
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    [Symbol.dispose]: () => run('umount', [folder]),
  };
}

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}
