// Behind every `npm run …`: makes sure that what the command needs is there (a Node that is
// new enough, the packages, the widgets' bundle, the portal) and then runs it. Works on Node 18 and
// needs nothing installed. Where everything is in place it says nothing and costs little.
import { delimiter, dirname, join } from 'node:path';
import { node24 } from './lib/node24.mjs';
import { packages } from './lib/packages.mjs';
import { portalSite } from './lib/portal-site.mjs';
import { cache, root } from './lib/repository.mjs';
import { runChild } from './lib/run-child.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { withSetupLock } from './lib/setup-lock.mjs';
import { SOURCE_FLAGS } from './lib/source-flags.mjs';
import { widgetsBundle } from './lib/widgets-bundle.mjs';

/** What can be run: its entry, whether it needs what pages load (or with which word), whether it has a home. */
const COMMANDS = {
  start: { entry: 'examples/demo/src/main.ts', needsBundle: true, hasHome: true },
  'start:distributed': { entry: 'scripts/start-distributed.mjs', needsBundle: true, hasHome: true },
  proof: { entry: 'scripts/proof/main.mjs', needsBundle: true },
  load: { entry: 'scripts/load/main.mjs' },
  'example:utility': { entry: 'examples/utility-embed/src/main.ts', needsBundle: true, hasHome: true },
  wattlet: { entry: 'packages/server/src/cli/main.ts', needsBundleFor: 'serve', hasHome: true },
  screenshots: { entry: 'scripts/screenshots/main.mjs', needsBundle: true },
  test: { entry: 'scripts/test/main.mjs', needsBundle: true },
  check: { entry: 'scripts/check.mjs' },
  bench: { entry: 'bench/main.ts', needsBundle: true },
  generate: { entry: 'scripts/generate.mjs' },
};

/** Makes one thing, unless it is there or another command made it while this one waited its turn. */
async function ensure(describe) {
  if (!describe().fresh) {
    await withSetupLock(async () => {
      const current = describe();
      if (!current.fresh) await current.make();
    });
  }
  return describe();
}

/** Where the user is, so that file names mean what they mean in their shell: npm has moved to the root. */
function callerFolder() {
  const throughNpm = process.env.npm_package_json === join(root, 'package.json');
  return (throughNpm && process.env.INIT_CWD) || process.cwd();
}

async function main(name, args) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new SetupError(`Usage: node scripts/run.mjs ${Object.keys(COMMANDS).join('|')} …`);
  const node = await ensure(node24);
  const env = {
    NODE_COMPILE_CACHE: join(cache, 'compiled'),
    ...(command.hasHome && { WATTLET_HOME: join(root, '.wattlet') }),
    ...process.env,
    PATH: [dirname(node.path), process.env.PATH].join(delimiter),
  };
  await ensure(() => packages(node, env));
  if (command.needsBundle || args.includes(command.needsBundleFor)) {
    await ensure(() => widgetsBundle(node, env));
    await ensure(() => portalSite(node, env));
  }
  return runChild(node.path, [...SOURCE_FLAGS, join(root, command.entry), ...args], {
    cwd: callerFolder(),
    env,
  });
}

const [name, ...args] = process.argv.slice(2);
try {
  process.exitCode = await main(name, args);
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
  // Whoever reads the last line of a test run for the count finds it here too.
  if (name === 'test') process.stdout.write('0 passed, 1 failed, 0 skipped\n');
  process.exitCode = 1;
}
