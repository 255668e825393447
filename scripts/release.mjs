// What .github/workflows/release.yml runs.
//
//   node scripts/release.mjs version    turns changesets into versions and changelogs
//   node scripts/release.mjs publish    publishes each version that the registry does not have, with provenance
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './lib/npm.mjs';
import { manifest, root } from './lib/repository.mjs';
import { PUBLISHED } from './packages/pack-packages.mjs';

const changeset = join(root, 'node_modules/@changesets/cli/bin.js');

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: process.env });
  if (status !== 0) process.exit(status ?? 1);
}

/** Provenance is refused unless a package names the repository that it is built in. */
function nameRepository(url) {
  for (const directory of PUBLISHED) {
    const file = join(root, directory, 'package.json');
    const repository = { type: 'git', url: `git+${url}.git`, directory };
    writeFileSync(
      file,
      `${JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), repository }, undefined, 2)}\n`,
    );
  }
}

const [action] = process.argv.slice(2);
if (action === 'version') {
  run(process.execPath, changeset, 'version');
  // Versions are in the lock file and in what is made.
  run(...npmCommand('npx', '--yes', manifest.packageManager, 'install', '--lockfile-only'));
} else if (action === 'publish') {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
  if (!GITHUB_REPOSITORY)
    throw new Error('packages are published by the workflow, which their provenance names');
  nameRepository(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`);
  // It calls pnpm by that name.
  run(
    ...npmCommand('npx', '--yes', '--package', manifest.packageManager, '--', 'node', changeset, 'publish'),
  );
} else throw new Error(`Not an action: ${action}`);
