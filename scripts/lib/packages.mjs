import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, npmOptions } from './npm.mjs';
import { manifest, root } from './repository.mjs';
import { fingerprint, isFresh, writeStamp } from './stamp.mjs';
import { runLogged, step } from './step.mjs';

// Inside node_modules, so that it goes when they are deleted.
const STAMP = join(root, 'node_modules/.wattlet-installed');

/**
 * Installs exactly what pnpm-lock.yaml says, with the pnpm that package.json names.
 *
 * @param {{ version: string }} node the Node that install scripts run under
 * @param {NodeJS.ProcessEnv} env with that Node first on PATH
 * @returns {{ fresh: boolean, make: () => Promise<void> }}
 */
export function packages(node, env) {
  const print = fingerprint(inputs(), [node.version, process.platform, process.arch]);
  return {
    fresh: isFresh(STAMP, print),
    make: () =>
      step('Installing packages', async () => {
        const command = npmCommand('npx', '--yes', manifest.packageManager, 'install', '--frozen-lockfile');
        // CI keeps pnpm from asking before it replaces a node_modules that another version made.
        await runLogged('install', command, { cwd: root, ...npmOptions({ ...env, CI: 'true' }) });
        writeStamp(STAMP, print);
      }),
  };
}

function inputs() {
  const workspaces = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'package.json')),
  );
  const own = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name));
  return [...own, ...workspaces.filter((file) => existsSync(file))];
}
