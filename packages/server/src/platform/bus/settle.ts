import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { isTransient } from '../postgres/transient-error.ts';
import type { BusEvent, ConsumeOptions } from './event-bus.ts';

const MAX_ATTEMPTS = 5;

/** Where a group stands among its events, and the durable note of it. */
export interface GroupPlace {
  readonly name: string;
  /** Failed tries of the next event. */
  readonly attempts: number;
  /** The event is handled, and all before it. */
  advance(event: BusEvent): Promise<void>;
  /** The next event failed so many times. */
  noteAttempts(attempts: number): Promise<void>;
  /** Gives the event up, and goes on. */
  park(event: BusEvent, attempts: number, error: string): Promise<void>;
}

export interface Settling extends Pick<ConsumeOptions, 'topic' | 'handle' | 'handleAll' | 'signal'> {
  readonly log: Log;
  readonly times: {
    /** Pause after the first failed try; doubles with each further one. */
    readonly backoffMs: number;
  };
}

/** Whether the events could be handled at once. */
export async function settleAll(
  events: readonly BusEvent[],
  { handleAll, log, topic, signal }: Settling,
  group: GroupPlace,
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

/** Tries until the event is handled, or parks it. Throws what stops the consumer: its signal, or a failure that passes by itself. */
export async function settle(
  event: BusEvent,
  { handle, log, times, topic, signal }: Settling,
  group: GroupPlace,
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
