import type { EventBus } from '../../platform/bus/event-bus.ts';
import { WakeUp } from '../../platform/bus/wake-up.ts';
import { SourceError } from '../../platform/sources/source-error.ts';
import type { Failing } from '../../roles/supervisor.ts';
import { TOPICS } from '../events.ts';
import { type IngestSourceOptions, ingestSource } from './ingest-source.ts';

export interface ParserRoleOptions extends IngestSourceOptions {
  readonly bus: EventBus;
  readonly pollMs: number;
}

/** Who tries a wrong password again and again is locked out. */
const REFUSED_MS = 10 * 60_000;

/** What a parser has to know of its source when it is started again. */
export interface ParserMemory {
  /** The source did not sign us in, and is left alone until then, epoch milliseconds. */
  refusal?: { readonly error: SourceError; readonly until: number };
}

export interface ParserState {
  /** It has looked at the source and can be asked to. */
  readonly ready: () => void;
  readonly failing: Failing;
  readonly memory: ParserMemory;
}

/**
 * Looks at the source at every poll, and at once when somebody asks for it, until the signal aborts.
 * Rejects when source, database or bus fail: the supervisor starts it again. Where the source would only fail again, it is left
 * alone until the next poll, or longer where it does not sign us in, also over a new start, unless somebody asks.
 */
export async function runParser(
  options: ParserRoleOptions,
  signal: AbortSignal,
  { ready, failing, memory }: ParserState,
): Promise<void> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const wakeUp = new WakeUp();
  const done = { listens: false, looked: false };
  const firstLook = Promise.withResolvers<void>();
  const note = (what: keyof typeof done) => {
    done[what] = true;
    if (done.listens && done.looked) ready();
  };
  const tail = options.bus.tail({
    topic: TOPICS.ingestRequested,
    onWake() {
      // The first only says that it listens, and a source that refuses us is not to be asked again for that.
      if (done.listens) wakeUp.call();
      else void firstLook.promise.then(() => memory.refusal ?? wakeUp.call());
      note('listens');
    },
    signal: either,
  });
  const polls = poll(options, wakeUp, either, {
    ready() {
      firstLook.resolve();
      note('looked');
    },
    failing(error, retryMs) {
      firstLook.resolve();
      done.looked = false;
      failing(error, retryMs);
    },
    memory,
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
  { ready, failing, memory }: ParserState,
): Promise<void> {
  const { error, until = 0 } = memory.refusal ?? {};
  const restMs = until - Date.now();
  if (restMs > 0) {
    failing(error, restMs);
    await wakeUp.wait(restMs, signal);
  }
  while (!signal.aborted) {
    let waitMs = options.pollMs;
    try {
      await ingestSource(options, signal);
      delete memory.refusal;
      ready();
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof SourceError)) throw error;
      delete memory.refusal;
      if (error.isPassing) throw error;
      if (error.reason === 'refused') {
        waitMs = Math.max(waitMs, REFUSED_MS);
        memory.refusal = { error, until: Date.now() + waitMs };
      }
      failing(error, waitMs);
    }
    await wakeUp.wait(waitMs, signal);
  }
}
