import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, distance, SIGHTS } from '../testing/color-measures.ts';
import { neighbourColor } from './neighbour-colors.ts';
import { PRODUCTION_FAMILIES, PRODUCTION_TYPES } from './production-types.ts';
import { COLOR_TOKENS, type ThemeName } from './tokens.ts';

const THEMES: readonly ThemeName[] = ['light', 'dark'];
const NEIGHBOURS = Array.from({ length: 12 }, (_, i) => neighbourColor(i));

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

  test(`neighbours in the stack can be told apart in every kind of sight, ${theme}`, () => {
    for (const styles of [PRODUCTION_TYPES, PRODUCTION_FAMILIES]) {
      for (const [i, style] of styles.slice(1).entries()) assertApart(style[theme], styles[i]?.[theme] ?? '');
    }
  });

  test(`lines of other areas stand out from the surface, ${theme}`, () => {
    for (const line of NEIGHBOURS) assert.ok(contrast(line, color('surface')) >= 3, line);
  });
}

test('borders next to each other in the alphabet can be told apart, and so can the first six lines', () => {
  for (const [i, one] of NEIGHBOURS.entries()) assertApart(one, neighbourColor(i + 1));
  const first = NEIGHBOURS.slice(0, 6);
  for (const [i, one] of first.entries()) {
    for (const other of first.slice(i + 1)) assertApart(one, other);
  }
  assert.equal(new Set(NEIGHBOURS).size, NEIGHBOURS.length);
});

function assertApart(a: string, b: string): void {
  for (const sight of SIGHTS) assert.ok(distance(a, b, sight) >= 12.9, `${a} and ${b}, ${sight}`);
}
