import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Database } from '../postgres/database.ts';
import { BusConnection } from './bus-connection.ts';
import { ConsumerGroup } from './consumer-group.ts';
import type { ConsumeOptions } from './event-bus.ts';
import type { PostgresBusTimes } from './postgres-bus.ts';
import { settle, settleAll } from './settle.ts';

interface OutboxConsumer extends ConsumeOptions {
  readonly database: Database;
  readonly log: Log;
  readonly times: PostgresBusTimes;
}

/** Consumes a topic for a group until it rejects: with what its signal aborts with, or why it cannot go on. */
export async function consumeOutbox(consumer: OutboxConsumer): Promise<never> {
  const { database, topic, group: name, signal, times } = consumer;
  await using connection = await BusConnection.open(database, topic);
  const group = new ConsumerGroup(connection, { schema: database.schema, topic, name });
  const either = AbortSignal.any([signal, connection.lost]);
  try {
    let leads = await group.tryLead();
    consumer.onListening?.();
    while (!leads) {
      await delay(times.pollMs, undefined, { signal: either });
      leads = await group.tryLead();
    }
    return await workThrough({ ...consumer, signal: either }, connection, group);
  } catch (error) {
    throw connection.lost.aborted ? connection.lost.reason : error;
  }
}

async function workThrough(
  consumer: OutboxConsumer,
  connection: BusConnection,
  group: ConsumerGroup,
): Promise<never> {
  const { signal, times } = consumer;
  // Not at once: one that takes too long ends the connection, and would be the first thing again.
  let pruneAt = performance.now() + times.pruneMs;
  for (;;) {
    signal.throwIfAborted();
    const events = await group.read(times.batchSize);
    if (!(await settleAll(events, consumer, group)))
      for (const event of events) await settle(event, consumer, group);
    if (performance.now() >= pruneAt) {
      const isDone = await group.prune();
      pruneAt = performance.now() + (isDone ? times.pruneMs : 0);
    }
    if (events.length === 0) await connection.wakeUp.wait(times.pollMs, signal);
  }
}
