import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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
      const sha256 = (file) => hashOf('sha256', readFileSync(join(bundle, file)));
      const needs = elements.map((name) => loadedFirst(bundle, `${name}.js`));
      const paths = [...new Set(needs.flat())];
      const known = elements.map((name, at) => [
        name,
        [sha256(`${name}.js`), ...needs[at].map((path) => paths.indexOf(path))],
      ]);
      const parts = paths.map((path) => [relative('parts', path), sha256(path)]);
      const name = releaseName([bundle, loader]);
      return `export const release = ${JSON.stringify({ name, elements: Object.fromEntries(known), parts })};`;
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

/** All that a script imports before it runs. */
function loadedFirst(bundle, entry) {
  const files = new Set([entry]);
  // A set hands out what is added while it is gone through.
  for (const file of files) {
    for (const path of staticImports(readFileSync(join(bundle, file), 'utf8')))
      files.add(join(file, '..', path));
  }
  files.delete(entry);
  return [...files];
}

function staticImports(code) {
  return [...code.matchAll(/\b(?:import|export)\b[^"'()]*["'](\.{1,2}\/[^"']+)["']/g)].map(
    ([, path]) => path,
  );
}

function hashOf(algorithm, content) {
  return createHash(algorithm).update(content).digest('base64');
}
