import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { contrast } from '../testing/color-measures.ts';
import { COLOR_TOKENS } from './tokens.ts';

const FOLDER = new URL('../../themes/', import.meta.url);
/** Beside the colours, what a theme may set for every element. */
const SHARED = ['font', 'radius'];

for (const file of await readdir(FOLDER)) {
  const css = await readFile(new URL(file, FOLDER), 'utf8');
  const set = new Map(
    [...css.matchAll(/--wattlet-([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const color = (name: keyof typeof COLOR_TOKENS) => {
    const value = set.get(name);
    assert.match(value ?? '', /^#[0-9a-f]{6}$/, `${name} must be a colour`);
    return value ?? '';
  };

  test(`${file} sets every colour and what else elements share, and nothing that they do not know`, () => {
    assert.deepEqual([...set.keys()].sort(), [...Object.keys(COLOR_TOKENS), ...SHARED].sort());
    assert.match(css, /color-scheme: (light|dark);/);
  });

  test(`${file} can be read`, () => {
    for (const surface of [color('surface'), color('surface-raised')]) {
      for (const text of [color('text'), color('text-quiet')]) {
        assert.ok(contrast(text, surface) >= 4.5, `${text} on ${surface}`);
      }
    }
    assert.ok(contrast(color('accent-text'), color('accent')) >= 4.5);
    for (const mark of ['accent', 'ok', 'watch', 'alarm'] as const) {
      assert.ok(contrast(color(mark), color('surface')) >= 3, mark);
    }
  });
}
