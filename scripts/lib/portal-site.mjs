import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.mjs';
import { filesBelow, fingerprint, isFresh, writeStamp } from './stamp.mjs';
import { runLogged, step } from './step.mjs';

const PORTAL = join(root, 'examples/portal');
const STAMP = join(PORTAL, 'site/.built-from');

/**
 * Builds the portal from its own sources, the elements' and the SDK's.
 *
 * @param {{ path: string }} node
 * @param {NodeJS.ProcessEnv} env with that Node first on PATH
 * @returns {{ fresh: boolean, make: () => Promise<void> }}
 */
export function portalSite(node, env) {
  const print = fingerprint(inputs());
  return {
    fresh: isFresh(STAMP, print),
    make: () =>
      step('Building the portal', async () => {
        await runLogged('portal', [node.path, '--run', 'build'], { cwd: PORTAL, env });
        writeStamp(STAMP, print);
      }),
  };
}

function inputs() {
  const sources = [PORTAL, join(root, 'packages/widgets'), join(root, 'packages/sdk')];
  const settings = ['package.json', 'rollup.config.mjs', 'tsconfig.json'].map((name) => join(PORTAL, name));
  const made = [
    ...sources.flatMap((folder) => filesBelow(join(folder, 'src'))),
    ...filesBelow(join(PORTAL, 'public')),
    ...filesBelow(join(PORTAL, 'scripts/rollup')),
    ...filesBelow(join(root, 'packages/widgets/scripts/rollup')),
    ...settings,
    join(root, 'tsconfig.base.json'),
    join(root, 'pnpm-lock.yaml'),
  ];
  return made.filter((file) => existsSync(file) && !/\.test\.[jt]s$/.test(file));
}
