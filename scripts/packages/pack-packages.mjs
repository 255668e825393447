import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../lib/npm.mjs';
import { manifest, root } from '../lib/repository.mjs';

const run = promisify(execFile);

/** The packages that are published, in the order in which they need each other. */
export const PUBLISHED = ['sdk', 'widgets', 'server'];

/**
 * Packs each published package as a release does. What pages load must have been built: that takes a minute, and
 * `npm test` has done it.
 *
 * @param {string} into folder of the archives
 * @returns {Promise<Record<string, string>>} the archives by folder of the package
 */
export async function packPackages(into) {
  mkdirSync(into, { recursive: true });
  const archives = {};
  for (const name of PUBLISHED) {
    const [command, ...args] = npmCommand(
      'npx',
      '--yes',
      manifest.packageManager,
      'pack',
      '--pack-destination',
      into,
      '--json',
      ...(name === 'widgets' ? ['--config.ignore-scripts=true'] : []),
    );
    const { stdout } = await run(command, args, {
      cwd: join(root, 'packages', name),
      maxBuffer: 64 * 1024 * 1024,
    });
    const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    archives[name] = join(into, filename.split('/').pop());
  }
  return archives;
}
