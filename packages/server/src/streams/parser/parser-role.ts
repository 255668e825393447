import type { EventBus } from '../../platform/bus/event-bus.ts';
import { WakeUp } from '../../platform/bus/wake-up.ts';
import { SourceError, type SourceFailure } from '../../platform/sources/source-error.ts';
import type { Failing } from '../../roles/supervisor.ts';
import { TOPICS } from '../events.ts';
import { type IngestSourceOptions, ingestSource } from './ingest-source.ts';

export interface ParserRoleOptions extends IngestSourceOptions {
  readonly bus: EventBus;
  readonly pollMs: number;
}

/** Failures that may pass at any moment, and cost the source little to meet again. */
const PASSING: readonly SourceFailure[] = ['unreachable', 'timeout', 'busy', 'incomplete'];
/** Who tries a wrong password again and again is locked out. */
const REFUSED_MS = 10 * 60_000;

export interface ParserState {
  /** It has looked at the source and can be asked to. */
  readonly ready: () => void;
  readonly failing: Failing;
}

/**
 * Looks at the source at every poll, and at once when somebody asks for it, until the signal aborts.
 * Rejects when source, database or bus fail: the supervisor starts it again. Where the source would only fail again, it is left
 * alone until the next poll, or longer where it refuses us, unless somebody asks.
 */
export async function runParser(
  options: ParserRoleOptions,
  signal: AbortSignal,
  { ready, failing }: ParserState,
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
  const polls = poll(options, wakeUp, either, {
    ready: () => note('looked'),
    failing(error, retryMs) {
      done.looked = false;
      failing(error, retryMs);
    },
  });
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
  { ready, failing }: ParserState,
): Promise<void> {
  while (!signal.aborted) {
    let waitMs = options.pollMs;
    try {
      await ingestSource(options, signal);
      ready();
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof SourceError) || PASSING.includes(error.reason)) throw error;
      if (error.reason === 'refused') waitMs = Math.max(waitMs, REFUSED_MS);
      failing(error, waitMs);
    }
    await wakeUp.wait(waitMs, signal);
  }
}
