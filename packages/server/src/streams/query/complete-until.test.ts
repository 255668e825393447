import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompletenessCollector } from './complete-until.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2022, 0, 1);

/** Rows of hours from `START`; a dot is a gap. */
function completeUntil(
  types: Record<string, string>,
  hours: { from: number; to: number },
): number | undefined {
  const range = { from: START + hours.from * HOUR, to: START + hours.to * HOUR };
  const collector = new CompletenessCollector(range);
  for (const [type, row] of Object.entries(types)) {
    const kilowatts = [...row].map((cell) => (cell === '.' ? null : 1));
    collector.add(type, { start: START, stepMinutes: 60, kilowatts });
  }
  const end = collector.finish();
  return end === undefined ? undefined : (end - START) / HOUR;
}

test('pitfall 13: the mix is complete until the first type stops to report', () => {
  assert.equal(completeUntil({ gas: '######', wind: '####..' }, { from: 0, to: 6 }), 4);
});

test('pitfall 13: a hole that was filled later does not matter any more', () => {
  assert.equal(completeUntil({ gas: '######', wind: '##..##' }, { from: 0, to: 6 }), 6);
});

test('pitfall 13: a type that was silent for 24 hours is not waited for', () => {
  const gas = '#'.repeat(48);
  assert.equal(completeUntil({ gas, oil: `#${'.'.repeat(47)}` }, { from: 0, to: 48 }), 48);
  assert.equal(completeUntil({ gas, oil: `#${'.'.repeat(47)}` }, { from: 0, to: 24 }), 1);
  assert.equal(completeUntil({ gas, oil: `#${'.'.repeat(47)}` }, { from: 24, to: 48 }), 48);
});

test('pitfall 13: what reported in the 24 hours before the range counts', () => {
  assert.equal(completeUntil({ gas: '####', wind: '##..' }, { from: 2, to: 4 }), undefined);
});

test('pitfall 13: output and consumption of one type are one', () => {
  const collector = new CompletenessCollector({ from: START, to: START + 2 * HOUR });
  collector.add('storage', { start: START, stepMinutes: 60, kilowatts: [1, null] });
  collector.add('storage', { start: START, stepMinutes: 60, kilowatts: [null, 1] });
  assert.equal(collector.finish(), START + 2 * HOUR);
});

test('pitfall 13: quarter hours and hours are compared by what they cover', () => {
  const collector = new CompletenessCollector({ from: START, to: START + 2 * HOUR });
  collector.add('gas', { start: START, stepMinutes: 15, kilowatts: [1, 1, 1, 1, 1, 1] });
  collector.add('wind', { start: START, stepMinutes: 60, kilowatts: [1] });
  assert.equal(collector.finish(), START + HOUR);
});

test('without any value nothing is complete', () => {
  assert.equal(completeUntil({}, { from: 0, to: 24 }), undefined);
  assert.equal(completeUntil({ gas: '....' }, { from: 0, to: 4 }), undefined);
});
