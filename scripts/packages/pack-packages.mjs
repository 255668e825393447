import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../lib/npm.mjs';
import { manifest, root } from '../lib/repository.mjs';

const run = promisify(execFile);

/** Folders of the packages that are published, in the order in which they need each other. */
export const PUBLISHED = ['packages/sdk', 'packages/widgets', 'examples/portal', 'packages/server'];
/** Of these, what pages load. */
const BUILT = ['widgets', 'portal'];

/**
 * Packs each published package as a release does. What pages load must have been built: that takes a minute, and
 * `npm test` has done it.
 *
 * @param {string} into folder of the archives
 * @returns {Promise<Record<string, string>>} the archives by the last name of the package
 */
export async function packPackages(into) {
  mkdirSync(into, { recursive: true });
  const archives = {};
  for (const folder of PUBLISHED) {
    const name = basename(folder);
    const [command, ...args] = npmCommand(
      'npx',
      '--yes',
      manifest.packageManager,
      'pack',
      '--pack-destination',
      into,
      '--json',
      ...(BUILT.includes(name) ? ['--config.ignore-scripts=true'] : []),
    );
    const { stdout } = await run(command, args, {
      cwd: join(root, folder),
      maxBuffer: 64 * 1024 * 1024,
    });
    const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    archives[name] = join(into, basename(filename));
  }
  return archives;
}
