import type { EventBus } from '../../platform/bus/event-bus.ts';
import { WakeUp } from '../../platform/bus/wake-up.ts';
import { TOPICS } from '../events.ts';
import { type IngestSourceOptions, ingestSource } from './ingest-source.ts';

export interface ParserRoleOptions extends IngestSourceOptions {
  readonly bus: EventBus;
  readonly pollMs: number;
}

/**
 * Looks at the source at every poll, and at once when somebody asks for it, until the signal aborts.
 * Rejects when source or database fail: the supervisor starts it again.
 */
export async function runParser(
  options: ParserRoleOptions,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const wakeUp = new WakeUp();
  const tail = options.bus.tail({
    topic: TOPICS.ingestRequested,
    onWake: () => wakeUp.call(),
    signal: either,
  });
  const polls = poll(options, wakeUp, either, ready);
  try {
    await Promise.race([tail, polls]);
  } finally {
    ended.abort();
    await Promise.allSettled([tail, polls]);
  }
}

async function poll(
  options: ParserRoleOptions,
  wakeUp: WakeUp,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  while (!signal.aborted) {
    await ingestSource(options, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    ready();
    await wakeUp.wait(options.pollMs, signal);
  }
}
