import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.mjs';
import { filesBelow, fingerprint, isFresh, writeStamp } from './stamp.mjs';
import { runLogged, step } from './step.mjs';

const WIDGETS = join(root, 'packages/widgets');
// Inside the bundle's folder, so that it goes when that is deleted.
const STAMP = join(WIDGETS, 'bundle/.built-from');

/**
 * Builds what a page loads from the widgets' and the SDK's sources.
 *
 * @param {{ path: string }} node
 * @param {NodeJS.ProcessEnv} env with that Node first on PATH
 * @returns {{ fresh: boolean, make: () => Promise<void> }}
 */
export function widgetsBundle(node, env) {
  const print = fingerprint(inputs());
  return {
    fresh: isFresh(STAMP, print),
    make: () =>
      step('Building the widgets', async () => {
        // Parts of an earlier build have other names and would stay.
        rmSync(join(WIDGETS, 'bundle'), { recursive: true, force: true });
        await runLogged('widgets', [node.path, '--run', 'build'], { cwd: WIDGETS, env });
        writeStamp(STAMP, print);
      }),
  };
}

function inputs() {
  const sources = [WIDGETS, join(root, 'packages/sdk')].flatMap((folder) => filesBelow(join(folder, 'src')));
  const settings = ['package.json', 'rollup.config.mjs', 'tsconfig.json'].map((name) => join(WIDGETS, name));
  const plugins = filesBelow(join(WIDGETS, 'scripts/rollup'));
  const made = [
    ...sources,
    ...settings,
    ...plugins,
    join(root, 'tsconfig.base.json'),
    join(root, 'pnpm-lock.yaml'),
  ];
  return made.filter((file) => existsSync(file) && !/\.test\.[jt]s$/.test(file));
}
