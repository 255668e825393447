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
 * Rejects when source, database or bus fail: the supervisor starts it again. Calls `ready` once it has looked and can be asked.
 */
export async function runParser(
  options: ParserRoleOptions,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const wakeUp = new WakeUp();
  const done = { listens: false, looked: false };
  const note = (what: keyof typeof done) => {
    done[what] = true;
    if (done.listens && done.looked) ready();
  };
  const tail = options.bus.tail({
    topic: TOPICS.ingestRequested,
    onWake() {
      note('listens');
      wakeUp.call();
    },
    signal: either,
  });
  const polls = poll(options, wakeUp, either, () => note('looked'));
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
