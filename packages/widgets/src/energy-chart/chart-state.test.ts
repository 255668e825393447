import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readState, writeState } from './chart-state.ts';

test('a state that is read from its own text is the same, whatever it holds', () => {
  const text = fc.string();
  const states = fc.record(
    { view: text, from: text, to: text, span: text, hiddenSeries: fc.array(text) },
    { noNullPrototype: true },
  );
  fc.assert(fc.property(states, (state) => assert.deepEqual(readState(writeState(state)), state)));
});

test('what is empty is not written', () => {
  assert.equal(
    writeState({ view: '', from: '', to: '', span: '7d', hiddenSeries: ['Fossil Gas'] }),
    'span=7d&hidden=Fossil+Gas',
  );
});
