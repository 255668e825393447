import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliSize, gzipSize } from './compress-files.mjs';

const RELEASE = /\/loader\/release\.js$/;
const IMPORT = /\/loader\/import-module\.js$/;
const { version } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
);

/**
 * Tells the loader which release it belongs to: the name of its folder, the files that each element needs at once, and
 * what their content has to be. The bundles of the elements must have been written.
 *
 * @param {object} of
 * @param {string} of.bundle folder of the bundles
 * @param {string} of.loader folder of the loader's modules
 * @param {readonly string[]} of.elements names of the entries
 * @returns {import('rollup').Plugin}
 */
export function releaseOf({ bundle, loader, elements }) {
  return {
    name: 'release-of',
    load(id) {
      // tsc writes a dynamic import so that it would find sources too.
      if (IMPORT.test(id)) return 'export const importModule = (url) => import(url);';
      if (!RELEASE.test(id)) return null;
      const paths = importsFirst(
        bundle,
        elements.map((name) => `${name}.js`),
      );
      const known = elements.map((name) => [
        name,
        importsFirst(bundle, [`${name}.js`]).map((path) => paths.indexOf(path)),
      ]);
      const files = paths.map((path) => [path, hashOf('sha256', readFileSync(join(bundle, path)))]);
      const name = releaseName([bundle, loader]);
      return `export const release = ${JSON.stringify({ name, elements: Object.fromEntries(known), files })};`;
    },
  };
}

/**
 * Writes `release.json`: the name of the release, and of every script its size in bytes, as it is and compressed, and the
 * value of its `integrity`. Once the last bundle has been written.
 *
 * @param {string} bundle folder of the bundles
 * @returns {import('rollup').Plugin}
 */
export function listRelease(bundle) {
  return {
    name: 'list-release',
    writeBundle(_options, written) {
      const [name] = written['wattlet.js'].code.match(/\d+\.\d+\.\d+[\w.-]*-[0-9a-f]{8}/) ?? [];
      if (!name) this.error('the loader does not know its release');
      const files = globSync('**/*.js', { cwd: bundle })
        .sort()
        .map((file) => {
          const content = readFileSync(join(bundle, file));
          return {
            path: file,
            bytes: content.length,
            gzip: gzipSize(content),
            brotli: brotliSize(content),
            integrity: `sha384-${hashOf('sha384', content)}`,
          };
        });
      writeFileSync(join(bundle, 'release.json'), `${JSON.stringify({ name, files }, undefined, 2)}\n`);
    },
  };
}

/** Two builds have the same name where they have the same content: what is served under it never changes. */
function releaseName(folders) {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const file of globSync('**/*.js', { cwd: folder }).sort()) {
      // From an earlier build; this one is made of what is hashed.
      if (file === 'wattlet.js' && folder === folders[0]) continue;
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(folder, file)))
        .update('\0');
    }
  }
  return `${version}-${hash.digest('hex').slice(0, 8)}`;
}

/** These scripts and all that they import before they run, each after what it imports itself. */
function importsFirst(bundle, entries) {
  const [seen, files] = [new Set(), []];
  const add = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const path of staticImports(readFileSync(join(bundle, file), 'utf8'))) add(join(file, '..', path));
    files.push(file);
  };
  entries.forEach(add);
  return files;
}

function staticImports(code) {
  return [...code.matchAll(/\b(?:import|export)\b[^"'()]*["'](\.{1,2}\/[^"']+)["']/g)].map(
    ([, path]) => path,
  );
}

function hashOf(algorithm, content) {
  return createHash(algorithm).update(content).digest('base64');
}
