import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualTimers } from '../testing/manual-timers.ts';
import { TypingSignal } from './typing-signal.ts';
import { Typists } from './typists.ts';

const anna = { senderId: 'anna', name: 'Anna', sender: 'agent' } as const;

test('typing is said at most every three seconds, and once that it is over', () => {
  const timers = new ManualTimers();
  const said: boolean[] = [];
  const signal = new TypingSignal(timers, (isTyping) => said.push(isTyping));
  for (let key = 0; key < 40; key++) {
    signal.type();
    timers.advance(100);
  }
  assert.deepEqual(said, [true, true]);
  timers.advance(5_000);
  assert.deepEqual(said, [true, true, false]);
  signal.stop();
  assert.deepEqual(said, [true, true, false]);
});

test('what is typed meanwhile is told at the end of the three seconds, though no other key is pressed', () => {
  const timers = new ManualTimers();
  const said: string[] = [];
  const signal = new TypingSignal(timers, (_isTyping, preview) => said.push(preview));
  for (const preview of ['M', 'My', 'My bill', 'My bill']) {
    signal.type(preview);
    timers.advance(100);
  }
  timers.advance(2_600);
  assert.deepEqual(said, ['M', 'My bill']);
  signal.type('My bill is');
  signal.stop({ isKnown: true });
  timers.advance(10_000);
  assert.deepEqual(said, ['M', 'My bill']);
  assert.deepEqual(timers.waitingMs, []);
});

test('whoever has sent something has stopped without saying so', () => {
  const said: boolean[] = [];
  const signal = new TypingSignal(new ManualTimers(), (isTyping) => said.push(isTyping));
  signal.type();
  signal.stop({ isKnown: true });
  signal.type();
  assert.deepEqual(said, [true, true]);
});

test('whoever is not heard of for six seconds does not type any more', () => {
  const timers = new ManualTimers();
  const typists = new Typists(timers, () => undefined);
  typists.note(anna);
  timers.advance(4_000);
  typists.note(anna);
  timers.advance(5_999);
  assert.deepEqual(typists.list, [anna]);
  timers.advance(1);
  assert.deepEqual(typists.list, []);
  typists.note(anna);
  typists.clear();
  assert.deepEqual(timers.waitingMs, []);
});
