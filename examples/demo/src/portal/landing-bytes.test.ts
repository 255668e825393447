import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SITE = join(dirname(fileURLToPath(import.meta.resolve('@wattlet/portal/package.json'))), 'site');

/** What visitors may have to load of scripts until the landing page is there, gzipped. */
const BUDGET = 120_000;
/** In how many files: each is a request. */
const MOST_FILES = 10;

/** Scripts that a script loads at once, by their names in the folder of assets. */
async function importsOf(file: string): Promise<string[]> {
  const code = await readFile(join(SITE, 'assets', file), 'utf8');
  return [...code.matchAll(/(?:^|[;}])import(?:[\w*{}\s,$]+from)?"\.\/([\w.-]+\.js)"/gm)].map(
    ([, name = '']) => name,
  );
}

/** These scripts and all that they load at once. */
async function withImports(...files: string[]): Promise<Set<string>> {
  const needed = new Set(files);
  // A set hands out what is added while it is gone through.
  for (const file of needed) for (const name of await importsOf(file)) needed.add(name);
  return needed;
}

/** A script that one of these loads later. */
async function laterOf(files: Iterable<string>, name: string): Promise<string> {
  const codes = await Promise.all([...files].map((file) => readFile(join(SITE, 'assets', file), 'utf8')));
  const [found] = new RegExp(`${name}-[\\w-]+\\.js`).exec(codes.join()) ?? [];
  assert.ok(found, `nothing loads ${name}`);
  return found;
}

test('the scripts of the landing page, with its map, are few and within their budget', async () => {
  const html = await readFile(join(SITE, 'index.html'), 'utf8');
  const [, entry = ''] = /<script type="module" src="\/assets\/([^"]+)"/.exec(html) ?? [];
  const frame = await withImports(entry);
  const page = await withImports(...frame, await laterOf(frame, 'landing-page'));
  const needed = await withImports(...page, await laterOf(page, 'live-map'));
  assert.ok(page.size >= 3, `only ${[...page].join()} was found: is this another form of import?`);
  assert.ok(needed.size <= MOST_FILES, `${needed.size} files: ${[...needed].join(', ')}`);
  const sizes = await Promise.all(
    [...needed].map(async (file) => (await readFile(join(SITE, 'assets', `${file}.gz`))).length),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total <= BUDGET, `${total} bytes of ${[...needed].join(', ')}`);
});
