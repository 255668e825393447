import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM_SITE_ID } from '../packages/server/src/accounts/platform-site.ts';
import { runAmqpIntake } from '../packages/server/src/meters/amqp-intake.ts';
import { messageBody } from '../packages/server/src/meters/simulator/message-body.ts';
import type { SimulatedReading } from '../packages/server/src/meters/simulator/simulate-readings.ts';
import {
  type AmqpFixture,
  checksum,
  openAmqpFixture,
  someReadings,
} from '../packages/server/src/meters/testing/amqp-fixture.ts';
import { ownExchange, SHARED_BROKER } from '../packages/server/src/platform/amqp/testing/shared-broker.ts';
import { silentLog } from '../packages/server/src/platform/testing/silent-log.ts';
import type { BenchRow } from './bench-row.ts';
import { createBenchDatabase } from './database.ts';
import { fillQueue } from './full-queue.ts';
import { fileCopy } from './peer-copy.ts';
import { medianMs } from './rounds.ts';

const METERS = 5_000;
const HOURS = 5;
const LEAST_RATIO = 0.3;
const LEAST_PER_SECOND = 25_000;

/**
 * `meters.intake`: readings a second from a full quorum queue to the committed rows, totals and events, where every meter
 * reports each quarter hour, so that every reading of a batch is of another meter; `.hourly` where each reports its last
 * four quarter hours once an hour.
 */
export async function run(): Promise<BenchRow[]> {
  await using fixture = await openAmqpFixture(METERS, await createBenchDatabase());
  const inTime = someReadings(fixture.meters, HOURS);
  const hourly = inTime.toSorted(
    (a, b) => hourOf(a) - hourOf(b) || order(a.meterId, b.meterId) || a.at - b.at,
  );
  return [
    await measure('meters.intake', fixture, inTime),
    await measure('meters.intake.hourly', fixture, hourly),
  ];
}

/** The hour of an interval's start. */
const hourOf = ({ at }: SimulatedReading): number => Math.ceil(at / 3_600_000);
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function measure(
  id: string,
  fixture: AmqpFixture,
  readings: readonly SimulatedReading[],
): Promise<BenchRow> {
  await using exchange = ownExchange();
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-bench-'));
  try {
    const path = join(folder, 'readings.csv');
    await writeFile(path, readings.map(csvLine));
    const into = 'platform.reading (site_id, meter_id, at, watt_hours, revision)';
    const peer = await fileCopy(fixture.url, path, into, 'with (format csv)');
    const empty = () => fixture.sql`truncate reading, hour_total, outbox`;
    // In this order ours makes the partitions in the first round, and is what is compared after the last one.
    const ms = await medianMs({
      peer: { prepare: empty, run: peer.run },
      ours: {
        async prepare() {
          await empty();
          await fillQueue(exchange.name, readings.map(messageBody));
        },
        run: () => storeAll(fixture, exchange.name, readings.length),
      },
    });
    if ((await fixture.stored()) !== checksum(readings))
      throw new Error('what is stored is not what was sent');
    const perSecond = (of: number): number => (readings.length / of) * 1000;
    const [value, peer_value] = [perSecond(ms.ours), perSecond(ms.peer)];
    const ratio = value / peer_value;
    return {
      ...{ id, value, unit: 'readings/s', peer: `${peer.label} into the same table`, peer_value, ratio },
      reach: `ratio ≥ ${LEAST_RATIO}, ≥ ${LEAST_PER_SECOND.toLocaleString('en')}/s`,
      reached: ratio >= LEAST_RATIO && value >= LEAST_PER_SECOND,
      note: `${readings.length.toLocaleString('en')} readings of ${METERS.toLocaleString('en')} meters; ours keeps the totals of hours and announces them; broker and database run on the same machine`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the intake until it has stored and acknowledged so many. */
async function storeAll({ intake }: AmqpFixture, exchange: string, count: number): Promise<void> {
  const stop = new AbortController();
  let stored = 0;
  const counting: Parameters<typeof runAmqpIntake>[0]['intake'] = {
    async take(batch) {
      await intake.take(batch);
      stored += batch.length;
      if (stored >= count) stop.abort();
    },
  };
  const options = { url: SHARED_BROKER, exchange, intake: counting, log: silentLog };
  await runAmqpIntake(options, stop.signal, () => undefined);
}

function csvLine({ meterId, at, wattHours }: SimulatedReading): string {
  return `${PLATFORM_SITE_ID},${meterId},${new Date(at).toISOString()},${wattHours},0\n`;
}
