import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Database } from '../postgres/database.ts';
import { isTransient } from '../postgres/transient-error.ts';
import { BusConnection } from './bus-connection.ts';
import { ConsumerGroup } from './consumer-group.ts';
import type { BusEvent, ConsumeOptions } from './event-bus.ts';
import type { PostgresBusTimes } from './postgres-bus.ts';

const MAX_ATTEMPTS = 5;

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
    while (!(await group.tryLead())) {
      await delay(times.pollMs, undefined, { signal: either });
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
  let pruneAt = 0;
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

/** Whether the events could be handled at once. */
async function settleAll(
  events: readonly BusEvent[],
  { handleAll, log, topic, signal }: OutboxConsumer,
  group: ConsumerGroup,
): Promise<boolean> {
  const last = events.at(-1);
  if (!handleAll || !last || events.length === 1 || group.attempts > 0) return false;
  try {
    await handleAll(events, signal);
  } catch (error) {
    if (signal.aborted || isTransient(error)) throw error;
    log.warn({ err: error, topic, group: group.name, events: events.length }, 'events failed together');
    return false;
  }
  await group.advance(last);
  return true;
}

/** Tries until the event is handled, or parks it. */
async function settle(
  event: BusEvent,
  { handle, log, times, topic, signal }: OutboxConsumer,
  group: ConsumerGroup,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await handle(event, signal);
    } catch (error) {
      if (signal.aborted || isTransient(error)) throw error;
      const about = { err: error, topic, group: group.name, position: event.position, key: event.key };
      const attempts = group.attempts + 1;
      if (attempts >= MAX_ATTEMPTS) {
        await group.park(event, attempts, messageOf(error));
        log.error(about, `an event failed ${attempts} times and is parked`);
        return;
      }
      await group.noteAttempts(attempts);
      log.warn(about, `an event failed: try ${attempts} of ${MAX_ATTEMPTS}`);
      await delay(times.backoffMs * 2 ** (attempts - 1), undefined, { signal });
      continue;
    }
    await group.advance(event);
    return;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
