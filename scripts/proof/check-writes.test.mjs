import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { checkWrites } from './check-writes.mjs';
import { History } from './history.mjs';

/** A history made by hand: each step takes a millisecond. */
function handMade() {
  let time = 0;
  const history = new History(() => time++);
  const write = (id, end) => {
    const { [end]: ended } = history.invoke({ log: 'a chat', id, value: `text ${id}` });
    ended?.();
  };
  return { history, write };
}
const stored = (...ids) => ids.map((id, position) => ({ log: 'a chat', id, value: `text ${id}`, position }));

test('what was acknowledged, once and in order, is right, whatever came of what nothing was heard of', () => {
  const { history, write } = handMade();
  write('1', 'ok');
  write('2', 'unknown');
  write('3', 'failed');
  write('4', 'ok');
  assert.deepEqual(checkWrites(history.writes, stored('1', '2', '4')), []);
  assert.deepEqual(checkWrites(history.writes, stored('1', '4')), []);
  // It may take effect whenever it likes.
  assert.deepEqual(checkWrites(history.writes, stored('1', '4', '2')), []);
});

test('a write that is lost, doubled, reordered, altered, made up or refused is found', () => {
  const { history, write } = handMade();
  write('1', 'ok');
  write('2', 'ok');
  write('3', 'failed');
  const check = (...entries) => checkWrites(history.writes, entries);
  const [one, two, three, four] = stored('1', '2', '3', '4');
  assert.deepEqual(check(one), ['2 of a chat was acknowledged and is lost']);
  assert.deepEqual(check(one, two, { ...two, position: 7 }), ['2 of a chat is stored 2 times']);
  assert.deepEqual(check({ ...one, position: 7 }, two), [
    '1 of a chat was acknowledged before 2 of a chat was sent, and stands after it',
  ]);
  assert.deepEqual(check(one, { ...two, value: 'other' }), ['2 of a chat says "other", not "text 2"']);
  assert.deepEqual(check(one, two, three), ['3 of a chat was refused and is stored']);
  assert.deepEqual(check(one, two, four), ['4 of a chat is stored and nobody wrote it']);
});

test('a write that nothing was heard of is stored at most once', () => {
  const { history, write } = handMade();
  write('1', 'unknown');
  assert.deepEqual(checkWrites(history.writes, stored('1', '1')), ['1 of a chat is stored 2 times']);
});

test('writes of different logs have no order among each other', () => {
  const history = new History();
  history.invoke({ log: 'a', id: '1', value: 1 }).ok();
  history.invoke({ log: 'b', id: '1', value: 1 }).ok();
  const entries = [
    { log: 'b', id: '1', value: 1, position: 1 },
    { log: 'a', id: '1', value: 1, position: 2 },
  ];
  assert.deepEqual(checkWrites(history.writes, entries), []);
});

test('whatever a log with writers at the same time looks like, one damage to it is found, and none is made up', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed);
    const { history, log } = someRun(random);
    assert.deepEqual(checkWrites(history.writes, log), [], `seed ${seed}`);
    const victim = Math.floor(random() * log.length);
    const without = log.toSpliced(victim, 1);
    assert.equal(checkWrites(history.writes, without).length, 1, `lost, seed ${seed}`);
    const again = { ...log[victim], position: log.length };
    assert.ok(checkWrites(history.writes, [...log, again]).length >= 1, `doubled, seed ${seed}`);
    // The first one was heard of before the last one was sent.
    const [first, ...others] = log;
    const moved = [...others, { ...first, position: log.length }];
    assert.ok(checkWrites(history.writes, moved).length >= 1, `reordered, seed ${seed}`);
  }
});

/** Two writers at the same time, whose writes take effect between their begin and their end. */
function someRun(random) {
  let time = 0;
  const history = new History(() => time++);
  const log = [];
  const open = [[], []];
  const step = (writer, n) => {
    const [under] = open[writer];
    if (under === undefined) {
      const id = `${writer}.${n}`;
      open[writer].push({ id, write: history.invoke({ log: 'a', id, value: n }), value: n, isStored: false });
    } else if (!under.isStored) {
      log.push({ log: 'a', id: under.id, value: under.value, position: log.length });
      under.isStored = true;
    } else {
      under.write.ok();
      open[writer].pop();
    }
  };
  for (let n = 0; n < 3; n++) step(0, 0);
  for (let n = 1; n < 60; n++) step(Math.floor(random() * 2), n);
  for (const writer of [0, 1]) while (open[writer].length > 0) step(writer, 0);
  for (let n = 0; n < 3; n++) step(1, 60);
  return { history, log };
}
