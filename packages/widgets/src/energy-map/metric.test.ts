import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, distance } from '../testing/color-measures.ts';
import { COLOR_TOKENS } from '../theme/tokens.ts';
import { classOf, METRIC_NAMES, metricOf } from './metric.ts';
import { metricColors } from './metric-colors.ts';

function known(name: string) {
  const metric = metricOf(name);
  assert.ok(metric, name);
  return metric;
}

test('a value at the end of a class belongs to the next one', () => {
  const load = known('load');
  assert.equal(classOf(load, 0), 0);
  assert.equal(classOf(load, 1_999.9), 0);
  assert.equal(classOf(load, 2_000), 1);
  assert.equal(classOf(load, 80_000), load.thresholds.length);
});

test('exports and imports of the same size are as far from the middle', () => {
  const net = known('net-import');
  const middle = classOf(net, 0);
  for (const megawatts of [500, 2_000, 9_000]) {
    assert.equal(classOf(net, megawatts) - middle, middle - classOf(net, -megawatts));
  }
});

test('names that are none have no metric', () => {
  assert.equal(metricOf('price'), undefined);
  assert.equal(metricOf('constructor'), undefined);
});

for (const theme of ['light', 'dark'] as const) {
  for (const name of METRIC_NAMES) {
    const colors = metricColors(name).map((color) => color[theme]);

    test(`there is a colour for every class of ${name}, and neighbours can be told apart, ${theme}`, () => {
      assert.equal(colors.length, known(name).thresholds.length + 1);
      colors.slice(1).forEach((color, i) => {
        assert.ok(distance(color, colors[i] ?? '') >= 12.9, `${colors[i]} and ${color}`);
      });
    });

    test(`the ends of ${name} stand out from the map, ${theme}`, () => {
      const ends = name === 'net-import' ? [colors[0], colors.at(-1)] : [colors.at(-1)];
      for (const color of ends) {
        assert.ok(contrast(color ?? '', COLOR_TOKENS.surface[theme]) >= 3, color);
      }
    });
  }
}
