import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Flushable, FlushTurns } from './flush-turns.ts';

/** Turns of an event loop that go on when the test says so. */
class Loop {
  readonly flushed: string[] = [];
  readonly turns: FlushTurns;
  #deferred: (() => void)[] = [];

  constructor(eachTurn: number) {
    this.turns = new FlushTurns(eachTurn, (run) => this.#deferred.push(run));
  }

  one(name: string): Flushable {
    return { flush: () => this.flushed.push(name) };
  }

  /** Goes on by one turn; false if there was nothing to do. */
  async turn(): Promise<boolean> {
    await Promise.resolve();
    const run = this.#deferred.shift();
    run?.();
    return run !== undefined;
  }
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

test('what is added together is flushed before anything else happens, each once', async () => {
  const loop = new Loop(10);
  const one = loop.one('a');
  loop.turns.add(one);
  loop.turns.add(loop.one('b'));
  loop.turns.add(one);
  assert.deepEqual(loop.flushed, []);
  await Promise.resolve();
  assert.deepEqual(loop.flushed.toSorted(), ['a', 'b']);
  assert.equal(await loop.turn(), false);
});

test('thousands are flushed some in a turn, all of them', async () => {
  const loop = new Loop(100);
  for (const name of names('many', 1_050)) loop.turns.add(loop.one(name));
  let turns = 1;
  while (await loop.turn()) turns++;
  assert.equal(turns, 11);
  assert.deepEqual(loop.flushed.toSorted(), names('many', 1_050).toSorted());
});

test('news for one goes before what is left of news for thousands', async () => {
  const loop = new Loop(100);
  for (const name of names('many', 1_000)) loop.turns.add(loop.one(name));
  await Promise.resolve();
  loop.turns.add(loop.one('news'));
  await loop.turn();
  assert.equal(loop.flushed.indexOf('news'), 100);
  while (await loop.turn());
  assert.equal(loop.flushed.length, 1_001);
});
