import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PRODUCTION_FAMILIES, PRODUCTION_TYPES } from '../theme/production-types.ts';
import { templates as de } from './locales/de.ts';
import { templates as el } from './locales/el.ts';
import { templates as ro } from './locales/ro.ts';

const folder = new URL('../', import.meta.url).pathname;
const sources = globSync('**/{*strings,missing-text}.ts', { cwd: folder }).map((path) =>
  readFile(folder + path, 'utf8'),
);
const ids = (await Promise.all(sources)).flatMap((source) =>
  [...source.matchAll(/\bid: '([^']+)'/g)].map(([, id]) => id ?? ''),
);
const types = [...PRODUCTION_TYPES, ...PRODUCTION_FAMILIES].map(({ name }) => `type.${name}`);

for (const [language, templates] of Object.entries({ de, el, ro })) {
  test(`everything that the elements say has a translation, and nothing else has: ${language}`, () => {
    assert.deepEqual(Object.keys(templates).sort(), [...new Set([...ids, ...types])].sort());
  });
}
