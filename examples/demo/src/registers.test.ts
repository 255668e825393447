import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SimulatedReading } from '@wattlet/server/simulator';
import { Registers } from './registers.ts';

/** Takes what is sent. */
function collector() {
  const taken: SimulatedReading[] = [];
  return {
    taken,
    async send({ item }: { readonly item: SimulatedReading }) {
      taken.push(item);
    },
  };
}

const interval = (at: number, wattHours: number) => ({
  kind: 'good' as const,
  item: { meterId: 'm', at, wattHours },
});

test('a register shows the sum of what was consumed, and goes on where it was read last', async () => {
  const registers = new Registers([{ meterId: 'm', last: { at: new Date(1_000), wattHours: 500 } }]);
  const to = collector();
  const sink = registers.sink(to);
  for (const [at, wattHours] of [
    [500, 10],
    [1_000, 20],
    [1_500, 30],
    [2_000, 40],
  ] as const)
    await sink.send(interval(at, wattHours));
  assert.deepEqual(to.taken, [
    { meterId: 'm', at: 1_500, wattHours: 530 },
    { meterId: 'm', at: 2_000, wattHours: 570 },
  ]);
  assert.equal(registers.readUntil, 2_000);
});

test('what comes beside the usual day is in the register too, for whoever is handed it next', async () => {
  const registers = new Registers([{ meterId: 'm', last: { at: new Date(0), wattHours: 0 } }]);
  const to = collector();
  await registers.sink(to, ({ at }) => at / 10).send(interval(1_000, 1));
  await registers.sink(to).send(interval(2_000, 1));
  assert.deepEqual(
    to.taken.map(({ wattHours }) => wattHours),
    [101, 102],
  );
});
