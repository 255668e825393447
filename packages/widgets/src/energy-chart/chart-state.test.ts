import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readState, type SomeSettings, writeState } from './chart-state.ts';
import { VIEWS } from './chart-view.ts';
import { RANGE_SPANS } from './shown-range.ts';

const known = (settings: SomeSettings) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

test('a state that is read from its own text is the same, whatever it holds', () => {
  const entries = fc.array(fc.string({ minLength: 1 }));
  const settings = fc.record(
    {
      stream: fc.constantFrom('load', 'generation', 'flows'),
      area: fc.string(),
      areaType: fc.constantFrom('CTY', 'BZN', 'CTA'),
      view: fc.constantFrom(...VIEWS),
      span: fc.constantFrom(...RANGE_SPANS),
      compare: entries,
      bucket: fc.constantFrom('hour-of-day', 'day-of-week'),
      statistic: fc.constantFrom('mean', 'median'),
      orientation: fc.constantFrom('vertical', 'horizontal'),
      table: fc.boolean(),
      patterns: fc.boolean(),
      hiddenSeries: entries,
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const minutes = fc.uniqueArray(fc.nat(30_000_000), { minLength: 2, maxLength: 2 });
  const range = fc.option(minutes, { nil: undefined }).map((times): SomeSettings => {
    const [from, to] = (times ?? [])
      .sort((a, b) => a - b)
      .map((time) => `${new Date(time * 60_000).toISOString().slice(0, 16)}Z`);
    return from && to ? { from, to } : {};
  });
  fc.assert(
    fc.property(settings, range, (some, times) => {
      const all = { ...some, ...times };
      assert.deepEqual(known(readState(writeState(all))), all);
    }),
  );
});

test('an address has whole minutes, wherever a dragged range ends', () => {
  assert.equal(
    writeState({ from: '2022-01-01T10:36:31.417Z', to: '2022-01-02' }),
    new URLSearchParams({ from: '2022-01-01T10:37Z', to: '2022-01-02' }).toString(),
  );
  assert.equal(writeState({ from: '2022-01-01T77:00Z' }), 'from=2022-01-01T77%3A00Z');
});

test('an address that somebody has changed by hand sets nothing that cannot be', () => {
  assert.deepEqual(known(readState('view=pie&table=perhaps&span=7d')), { span: '7d' });
});

test('an address with a range that is none shows what the page asks for', () => {
  for (const range of [
    'from=garbage',
    'from=2022-01-01&to=2022-02-3',
    'from=2022-02-01&to=2022-01-01',
    'from=2022-01-01T12%3A00Z&to=2022-01-01T12%3A00Z',
  ]) {
    assert.deepEqual(known(readState(`${range}&area=GR`)), { area: 'GR' }, range);
  }
  const open = { from: '2022-01-01', to: '' };
  assert.deepEqual(known(readState(writeState(open))), open);
});

test('only what is given is written', () => {
  assert.equal(
    writeState({ span: '7d', hiddenSeries: ['Fossil Gas'], compare: [] }),
    'span=7d&compare=&hidden=Fossil+Gas',
  );
  assert.equal(writeState({}), '');
});
