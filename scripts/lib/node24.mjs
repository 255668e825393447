import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, npmOptions } from './npm.mjs';
import { cache } from './repository.mjs';
import { SetupError } from './setup-error.mjs';
import { runLogged, step } from './step.mjs';

// The first version that runs TypeScript sources as they are.
const MINIMUM = [22, 18];
const WANTED = '24.21.0';

/** Whether Node of this version (`22.18.0`) can run the project. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/**
 * The Node to go on under: this one, or where it is too old the one that the npm package
 * `node` carries, kept in `.cache/`.
 *
 * @returns {{ path: string, version: string, fresh: boolean, make: () => Promise<void> }}
 */
export function node24() {
  const current = process.versions.node;
  if (isNewEnough(current)) {
    return { path: process.execPath, version: current, fresh: true, make: async () => {} };
  }
  const folder = join(cache, `node-${WANTED}-${process.platform}-${process.arch}`);
  const path = binaryIn(folder);
  const title = `Getting Node ${WANTED} (this is ${current}, ${MINIMUM.join('.')} or newer is needed)`;
  return {
    path,
    version: WANTED,
    fresh: existsSync(path),
    make: () => step(title, () => fetchNode(folder)),
  };
}

function binaryIn(folder) {
  return join(folder, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Installs into a folder beside and renames it: an interrupted download leaves nothing that looks whole. */
async function fetchNode(folder) {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  const command = npmCommand('npm', 'install', '--prefix', part, ...flags, `node@${WANTED}`);
  await runLogged('node', command, npmOptions(process.env));
  // What the package does when it is installed, where the user's settings let it: fetches the binary.
  const own = { cwd: join(part, 'node_modules/node'), ...npmOptions(process.env) };
  await runLogged('node-binary', [process.execPath, 'installArchSpecificPackage.js'], {
    ...own,
    shell: false,
  });
  // Old versions of npx look there, and fail where it is not.
  mkdirSync(join(own.cwd, 'lib'), { recursive: true });
  const version = execFileSync(binaryIn(part), ['--version'], { encoding: 'utf8' }).trim();
  if (version !== `v${WANTED}`) throw new SetupError(`The package node@${WANTED} carries Node ${version}`);
  renameSync(part, folder);
}
