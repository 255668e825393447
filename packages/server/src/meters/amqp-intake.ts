import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type AmqpAddress, openAmqpConnection } from '../platform/amqp/amqp-connection.ts';
import { type BatchConsumer, consumeBatches } from '../platform/amqp/consume-batches.ts';
import type { Delivery } from '../platform/amqp/delivery-lane.ts';
import type { Log } from '../platform/log.ts';
import { isMissingSchema, isTransient } from '../platform/postgres/transient-error.ts';
import type { TracedIntake } from '../telemetry/traced-intake.ts';
import { parseReading } from './parse-reading.ts';
import type { IncomingReading, MalformedReading } from './reading.ts';
import { declareReadings, readingsTopology } from './readings-topology.ts';
import { undeliverable } from './undeliverable.ts';

/** How much is stored in one transaction, and how many of them at once. */
const BATCH = { most: 500, inFlight: 4, waitMs: 50, backoffMs: 250 };
/** One batch is read ahead while the others are stored. */
const PREFETCH = BATCH.most * (BATCH.inFlight + 1);
/** Of those that are dead there are few, and nobody waits for them. */
const DEAD_BATCH = { ...BATCH, most: 100, inFlight: 1 };
const DEAD_PREFETCH = 2 * DEAD_BATCH.most;
/** A lost connection is tried again for about ten seconds before the role counts as down. */
const RETRIES = 6;
/** What is under way when the server stops may end in this time; the rest is delivered again. */
const STOP_MS = 1_000;

/** Where readings come from, and where they go. */
export interface AmqpIntakeOptions extends AmqpAddress {
  /** Name of the exchange; its queue and what is dead of it are named after it. */
  readonly exchange: string;
  /** Stores the readings of a batch, or none of them. */
  readonly intake: { take(readings: readonly (IncomingReading | MalformedReading)[]): Promise<unknown> };
  /** Tells of the traces of messages. */
  readonly traced?: TracedIntake | undefined;
  readonly log: Log;
}

/**
 * Stores the readings that come by RabbitMQ, until the signal aborts. A message is acknowledged once its reading is
 * committed, or stands in the list of rejected ones; until then it is the broker's, so that nothing is lost with a
 * process, a connection or a broker. What is delivered twice is stored once.
 *
 * @throws when the broker is away for more than some seconds: run it again then.
 */
export async function runAmqpIntake(
  options: AmqpIntakeOptions,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  const { intake, traced, log } = options;
  const { queue, deadQueue, ...topology } = readingsTopology(options.exchange);
  let consumers: BatchConsumer[] = [];
  const work = {
    handle: async (readings: readonly (IncomingReading | MalformedReading)[]): Promise<void> => {
      if (traced) await traced.take(readings, () => intake.take(readings));
      else await intake.take(readings);
    },
    // A schema that is missing is being made.
    isTransient: (error: unknown) => isTransient(error) || isMissingSchema(error),
    log,
  };
  await using connection = await openAmqpConnection({
    ...options,
    name: 'wattlet meters',
    async setup(model, renew) {
      await declareReadings(model, { queue, deadQueue, ...topology });
      const dead = { queue: deadQueue, prefetch: DEAD_PREFETCH, read: undeliverable, ...DEAD_BATCH };
      const read = (delivery: Delivery) => {
        const reading = parseReading(delivery);
        return traced ? traced.note(reading, delivery) : reading;
      };
      const live = { queue, prefetch: PREFETCH, read, ...BATCH };
      consumers = await Promise.all(
        [dead, live].map((consumer) => consumeBatches(model, { ...work, ...consumer, renew })),
      );
    },
    firstRetries: 0,
    retries: RETRIES,
  });
  ready();
  const over = AbortSignal.any([signal, connection.lost]);
  if (!over.aborted) await once(over, 'abort');
  if (!signal.aborted) throw connection.lost.reason;
  const late = delay(STOP_MS, undefined, { ref: false });
  await Promise.race([Promise.allSettled(consumers.map((each) => each.finish())), late]);
}
