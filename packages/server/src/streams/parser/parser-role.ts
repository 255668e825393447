import type { EventBus } from '../../platform/bus/event-bus.ts';
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
  const bell = new Bell();
  const tail = options.bus.tail({ topic: TOPICS.ingestRequested, onWake: () => bell.ring(), signal: either });
  const polls = poll(options, bell, either, ready);
  try {
    await Promise.race([tail, polls]);
  } finally {
    ended.abort();
    await Promise.allSettled([tail, polls]);
  }
}

async function poll(
  options: ParserRoleOptions,
  bell: Bell,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  while (!signal.aborted) {
    bell.silence();
    await ingestSource(options, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    ready();
    await bell.wait(options.pollMs, signal);
  }
}

/** Ends a wait early; a ring while nobody waits is kept until the next wait. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  silence(): void {
    this.#rung = false;
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
    this.#wake = undefined;
  }
}
