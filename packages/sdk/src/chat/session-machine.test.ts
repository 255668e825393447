import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SESSION_MACHINE, type SessionEvent, type SessionStatus } from './session-machine.ts';

/** Every transition: status, event, next status, effects. */
const ROWS: readonly [SessionStatus, SessionEvent, SessionStatus, string][] = [
  ['draft', 'opened', 'connecting', 'follow'],
  ['draft', 'reconnect', 'draft', 'wake'],
  ['draft', 'close', 'closed', 'end'],
  ['connecting', 'heard', 'ready', ''],
  ['connecting', 'lost', 'connecting', 'backOff'],
  ['connecting', 'refused', 'failed', ''],
  ['connecting', 'reconnect', 'connecting', 'wake'],
  ['connecting', 'close', 'closed', 'end'],
  ['ready', 'heard', 'ready', ''],
  ['ready', 'lost', 'connecting', 'backOff'],
  ['ready', 'refused', 'failed', ''],
  ['ready', 'reconnect', 'ready', 'wake'],
  ['ready', 'close', 'closed', 'end'],
  ['failed', 'reconnect', 'connecting', 'follow wake'],
  ['failed', 'close', 'closed', 'end'],
];

for (const [from, event, to, effects] of ROWS) {
  test(`${from} + ${event} → ${to}: ${effects || 'nothing to do'}`, () => {
    const transition = SESSION_MACHINE[from][event];
    assert.deepEqual([transition?.to, transition?.effects.join(' ')], [to, effects]);
  });
}

test('every other event is late and changes nothing', () => {
  const known = Object.entries(SESSION_MACHINE).flatMap(([status, row]) =>
    Object.keys(row).map((event) => `${status} + ${event}`),
  );
  assert.deepEqual(
    known,
    ROWS.map(([from, event]) => `${from} + ${event}`),
  );
});
