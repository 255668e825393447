import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Machine } from '../chat/machine.ts';

/** A row of a state machine: state, event, next state, effects with a space between them. */
export type MachineRow<State, Event> = readonly [State, Event, State, effects: string];

/** Tests a state machine row by row: it has these transitions, and no other. */
export function checkMachine<State extends string, Event extends string>(
  machine: Machine<State, Event, string>,
  rows: readonly MachineRow<State, Event>[],
): void {
  for (const [from, event, to, effects] of rows) {
    test(`${from} + ${event} → ${to}: ${effects || 'nothing to do'}`, () => {
      const transition = machine[from][event];
      assert.deepEqual([transition?.to, transition?.effects.join(' ')], [to, effects]);
    });
  }

  test('every other event is late and changes nothing', () => {
    const known = Object.entries<object>(machine).flatMap(([state, row]) =>
      Object.keys(row).map((event) => `${state} + ${event}`),
    );
    assert.deepEqual(
      known,
      rows.map(([from, event]) => `${from} + ${event}`),
    );
  });
}
