import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SENDING_MACHINE, type SendingEvent, type SendingState } from './sending-machine.ts';

/** Every transition: state, event, next state, effects. */
const ROWS: readonly [SendingState, SendingEvent, SendingState, string][] = [
  ['queued', 'turn', 'sending', 'call'],
  ['queued', 'stored', 'stored', 'forget next'],
  ['queued', 'drop', 'dropped', 'forget next'],
  ['sending', 'stored', 'stored', 'forget next'],
  ['sending', 'lost', 'waiting', 'backOff'],
  ['sending', 'refused', 'failed', 'keep next'],
  ['sending', 'drop', 'dropped', 'forget next'],
  ['waiting', 'stored', 'stored', 'stopWaiting forget next'],
  ['waiting', 'due', 'sending', 'call'],
  ['waiting', 'wake', 'sending', 'stopWaiting call'],
  ['waiting', 'retry', 'sending', 'stopWaiting call'],
  ['waiting', 'drop', 'dropped', 'stopWaiting forget next'],
  ['failed', 'stored', 'stored', 'forget next'],
  ['failed', 'retry', 'queued', 'requeue next'],
  ['failed', 'drop', 'dropped', 'forget next'],
];

for (const [from, event, to, effects] of ROWS) {
  test(`${from} + ${event} → ${to}: ${effects}`, () => {
    const transition = SENDING_MACHINE[from][event];
    assert.deepEqual([transition?.to, transition?.effects.join(' ')], [to, effects]);
  });
}

test('every other event is late and changes nothing', () => {
  const known = Object.entries(SENDING_MACHINE).flatMap(([state, row]) =>
    Object.keys(row).map((event) => `${state} + ${event}`),
  );
  assert.deepEqual(
    known,
    ROWS.map(([from, event]) => `${from} + ${event}`),
  );
});
