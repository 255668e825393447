import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAbsences, checkReads } from './check-reads.mjs';

const failure = { name: 'load', restsOn: ['an API node', 'the database of load'], error: 'unavailable' };
const outages = [{ part: 'the database of load', from: 100, to: 200 }];

test('a read may fail while it may feel that something that it rests on was away', () => {
  for (const [from, to] of [
    [90, 110],
    [150, 160],
    [190, 300],
  ])
    assert.deepEqual(checkReads([{ ...failure, from, to }], outages), []);
});

test('a read that fails before, after, or because of what it does not rest on is told', () => {
  const told = /^load failed 1 times while all that it rests on was there, first at \S+Z by: unavailable$/;
  assert.match(checkReads([{ ...failure, from: 50, to: 60 }], outages).join(), told);
  assert.match(checkReads([{ ...failure, from: 220, to: 230 }], outages).join(), told);
  const flows = { ...failure, name: 'flows', restsOn: ['the database of flows'], from: 150, to: 160 };
  assert.equal(checkReads([flows, flows], outages).length, 1);
});

test('a live stream that stays away longer than what it rests on is told, whatever made it go', () => {
  const outages = [
    { part: 'an API node', from: 1_000, to: 6_000 },
    { part: 'the database of flows', from: 1_000, to: 90_000 },
  ];
  const away = (from, to) => ({ name: 'the live stream of load', restsOn: ['an API node'], from, to });
  assert.deepEqual(checkAbsences([away(1_001, 1_500), away(1_001, 15_000)], outages), []);
  const told = /^the live stream of load was away for 14 s more than what it rests on, from \S+Z$/;
  assert.match(checkAbsences([away(1_001, 20_000)], outages).join(), told);
  const later = [...outages, { part: 'an API node', from: 20_000, to: 25_000 }];
  assert.match(checkAbsences([away(1_001, 26_000)], later.toReversed()).join(), told);
  assert.equal(
    checkAbsences([away(7_000, 18_000), away(1_001, Number.POSITIVE_INFINITY)], outages).length,
    2,
  );
});
