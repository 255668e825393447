import { inTime } from '../platform/in-time.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import type { StreamStorage, Streams } from '../streams/open-streams.ts';
import { checkStream, type StreamStatus } from './stream-health.ts';

/** Longest wait for the database of people to say that it works. */
const CHECK_MS = 2_000;

export interface ReadinessOptions {
  readonly streams: Streams;
  /** Where people and sites are. */
  readonly platform: Database;
  /** Told why a stream is down: whoever asks whether the node is ready need not know. */
  readonly log: Log;
}

/** Whether a stream can be served, by its storage or by a replica. */
export interface ServedStream extends StreamStatus {
  /** Whether it is down, and a replica answers for it. */
  readonly isByReplica: boolean;
  readonly isServed: boolean;
}

/** What of this node can be served. */
export interface Served {
  readonly streams: readonly ServedStream[];
  /** Whether the database of people and sites answers. */
  readonly people: boolean;
}

/** Whether a node should get requests: what it stands on answers, and it is not about to stop. */
export class Readiness {
  readonly #options: ReadinessOptions;
  readonly #draining = new AbortController();
  /** Why streams are down, by stream. */
  readonly #reasons = new Map<string, string>();
  /** Streams that this node has seen up. */
  readonly #seen = new Set<string>();
  #checking: Promise<Served> | undefined;

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** Aborts when the node is about to stop: from then on it is not ready, while it still answers. */
  get draining(): AbortSignal {
    return this.#draining.signal;
  }

  /** Takes the node out of service: whoever sends it requests finds another one, before it stops. */
  drain(): void {
    this.#draining.abort();
  }

  /** Never rejects. Those who ask while it is found out get the same answer. */
  served(): Promise<Served> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #check(): Promise<Served> {
    const { streams, platform } = this.#options;
    const [people, ...checked] = await Promise.all([
      answers(platform),
      ...STREAM_NAMES.map((stream) => checkServed(streams[stream])),
    ]);
    for (const status of checked) this.#note(status);
    return { streams: checked, people };
  }

  /** Logs what is new only: probes ask every few seconds. */
  #note({ stream, up, reason, isMissing = false, isByReplica }: ServedStream): void {
    const { log } = this.#options;
    const known = `${isByReplica} ${reason}`;
    if (up) {
      this.#seen.add(stream);
      if (this.#reasons.delete(stream)) log.info({ stream }, 'stream is back');
    } else if (this.#reasons.get(stream) !== known) {
      this.#reasons.set(stream, known);
      if (isByReplica) log.warn({ stream, reason }, 'stream is read from its replica alone');
      // On the first start its importer is just about to make its tables: nobody has to look after that.
      else if (isMissing && !this.#seen.has(stream)) log.info({ stream }, 'stream is not set up yet');
      else log.warn({ stream, reason }, 'stream is down');
    }
  }
}

/** Asks both at once: whoever probes does not wait long. */
async function checkServed(storage: StreamStorage): Promise<ServedStream> {
  const [status, standsIn] = await Promise.all([checkStream(storage), storage.replica?.standsIn() ?? false]);
  const isByReplica = !status.up && standsIn;
  return { ...status, isByReplica, isServed: status.up || isByReplica };
}

function answers({ sql }: Database): Promise<boolean> {
  return inTime(sql`select 1`, CHECK_MS).then(
    () => true,
    () => false,
  );
}
