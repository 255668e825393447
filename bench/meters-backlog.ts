import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageBody } from '../packages/server/src/meters/simulator/message-body.ts';
import { simulateReadings } from '../packages/server/src/meters/simulator/simulate-readings.ts';
import { openAmqpFixture } from '../packages/server/src/meters/testing/amqp-fixture.ts';
import { ownExchange } from '../packages/server/src/platform/amqp/testing/shared-broker.ts';
import { zoneClock } from '../packages/server/src/streams/query/zone-clock.ts';
import { SOURCE_FLAGS } from '../scripts/lib/source-flags.mjs';
import type { BenchRow } from './bench-row.ts';
import { createBenchDatabase } from './database.ts';
import { fillQueue } from './full-queue.ts';

const CHILD = fileURLToPath(new URL('meters-backlog-child.ts', import.meta.url));
const METERS = 5_000;
const BACKLOG = 2_000_000;
/** What the process stores of it before its memory is read. */
const STORED = 150_000;
const MOST_MORE_MEGABYTES = 50;
const FROM = Date.UTC(2026, 0, 14);
const QUARTER_MS = 900_000;

/** `meters.backlog`: peak memory of a process that works through a long queue, beside one that does the same work and then has an empty queue. */
export async function run(): Promise<BenchRow[]> {
  await using fixture = await openAmqpFixture(METERS, await createBenchDatabase());
  const clock = zoneClock('Europe/Athens');
  if (!clock) throw new Error('this machine knows no Athens');
  const peakOf = async (backlog: number, stored: number): Promise<number> => {
    await using exchange = ownExchange();
    const options = { from: FROM, to: FROM + (backlog / METERS) * QUARTER_MS, intervalMs: QUARTER_MS, clock };
    await fillQueue(exchange.name, bodies(simulateReadings(fixture.meters, options)));
    await fixture.sql`truncate reading, hour_total, outbox`;
    // Awaited here: the exchange goes with this block.
    return await peakMegabytes(fixture.url, exchange.name, stored);
  };
  const idle = await peakOf(0, 0);
  const peer_value = await peakOf(STORED, STORED);
  const value = await peakOf(BACKLOG, STORED);
  return [
    {
      ...{
        id: 'meters.backlog',
        value,
        unit: 'MB',
        peer: 'the same work with nothing behind it',
        peer_value,
      },
      ratio: value / peer_value,
      reach: `≤ +${MOST_MORE_MEGABYTES} MB`,
      reached: value <= peer_value + MOST_MORE_MEGABYTES,
      note: `peak resident memory of the process once it stored ${STORED.toLocaleString('en')} of ${BACKLOG.toLocaleString('en')}; that of one that only waits is ${idle.toFixed(0)} MB, the rest is what V8 has not yet collected`,
    },
  ];
}

function* bodies(readings: Iterable<Parameters<typeof messageBody>[0]>): Generator<Buffer> {
  for (const reading of readings) yield messageBody(reading);
}

async function peakMegabytes(url: string, exchange: string, stored: number): Promise<number> {
  const args = [...SOURCE_FLAGS, CHILD, url, exchange, String(stored)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
}
