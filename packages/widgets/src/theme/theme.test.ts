import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, distance } from '../testing/color-measures.ts';
import { neighbourColor } from './neighbour-colors.ts';
import { PRODUCTION_FAMILIES, PRODUCTION_TYPES } from './production-types.ts';
import { COLOR_TOKENS, type ThemeName } from './tokens.ts';

const THEMES: readonly ThemeName[] = ['light', 'dark'];

for (const theme of THEMES) {
  const color = (name: keyof typeof COLOR_TOKENS) => COLOR_TOKENS[name][theme];

  test(`text can be read on every surface, ${theme}`, () => {
    for (const surface of [color('surface'), color('surface-raised')]) {
      for (const text of [color('text'), color('text-quiet')]) assert.ok(contrast(text, surface) >= 4.5);
    }
    assert.ok(contrast(color('accent-text'), color('accent')) >= 4.5);
  });

  test(`marks that carry meaning stand out from the surface, ${theme}`, () => {
    for (const mark of ['accent', 'ok', 'watch', 'alarm'] as const) {
      assert.ok(contrast(color(mark), color('surface')) >= 3, mark);
    }
  });

  test(`neighbours in the stack can be told apart, ${theme}`, () => {
    for (const styles of [PRODUCTION_TYPES, PRODUCTION_FAMILIES]) {
      styles.slice(1).forEach((style, i) => {
        assert.ok(distance(style[theme], styles[i]?.[theme] ?? '') >= 12.9, style.name);
      });
    }
  });
}

test('borders next to each other in the alphabet can be told apart, and no two of twelve are the same', () => {
  const colors = Array.from({ length: 12 }, (_, i) => neighbourColor(i));
  assert.equal(new Set(colors).size, 12);
  colors.forEach((one, i) => {
    assert.ok(distance(one, neighbourColor(i + 1)) >= 12.9, one);
  });
});
