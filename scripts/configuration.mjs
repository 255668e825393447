// The reference of settings, docs/configuration.md, made from the code.
//
//   node scripts/configuration.mjs         writes it
//   node scripts/configuration.mjs check   fails where it is not what the code says
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/repository.mjs';

const PAGE = join(root, 'docs/configuration.md');
const server = (path) => import(new URL(`../packages/server/src/${path}`, import.meta.url));
const [{ configurationPage }, { COMMAND_SETTINGS, LIBRARY_SETTINGS }, { SETTINGS }] = await Promise.all([
  server('cli/configuration-page.ts'),
  server('cli/command-settings.ts'),
  server('config.ts'),
]);

const page = configurationPage(SETTINGS, [...COMMAND_SETTINGS, ...LIBRARY_SETTINGS]);
if (process.argv[2] !== 'check') writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  process.stdout.write('docs/configuration.md is not what SETTINGS say (npm run generate mends it)\n');
  process.exitCode = 1;
}
