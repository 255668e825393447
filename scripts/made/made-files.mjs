// What is made from the sources beside the code of the contract: reports of what packages export, all that is said of the
// elements, and the reference of the contract (whose rules `scripts/generate.mjs` has printed for buf).
//
//   node scripts/made/made-files.mjs          writes it
//   node scripts/made/made-files.mjs check    fails where it is not up to date
//
// Reports are made of what `tsc -b` has written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/repository.mjs';
import { apiReport } from './api-report.mjs';
import { rpcReference } from './rpc-reference.mjs';

const elements = (name) =>
  import(pathToFileURL(join(root, `packages/widgets/scripts/elements/${name}.mjs`)).href);

/** Every file that is made, with its text, by its path below the root. */
async function madeFiles() {
  const [{ elementManifest }, { elementPage }, { reactTypes, vueTypes }] = await Promise.all(
    ['element-manifest', 'element-page', 'element-types'].map(elements),
  );
  const manifest = await elementManifest();
  return {
    'packages/widgets/custom-elements.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    'packages/widgets/src/frameworks/react.ts': reactTypes(manifest),
    'packages/widgets/src/frameworks/vue.ts': vueTypes(manifest),
    'docs/elements.md': elementPage(manifest),
    'docs/rpc.md': await rpcReference(),
    ...Object.fromEntries(
      ['sdk', 'widgets', 'server'].map((name) => [`packages/${name}/api-report.md`, apiReport(name)]),
    ),
  };
}

const isCheck = process.argv[2] === 'check';
const files = Object.entries(await madeFiles());
const stale = files.filter(([path, text]) => {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
if (!isCheck) for (const [path, text] of stale) writeFileSync(join(root, path), text);
else if (stale.length > 0) {
  console.error(
    `Not what the sources say (npm run generate mends it, once the types are right):\n${stale.map(([path]) => path).join('\n')}`,
  );
  process.exitCode = 1;
}
