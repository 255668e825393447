import type { AreaType, StreamName } from '../energy-chart/chart-client.ts';
import type { MapClient, Snapshot } from './map-client.ts';
import { STEP_MS } from './time-steps.ts';

/** Hours that are kept: a week of them. */
const MOST_KEPT = 7 * 24;
const MINUTE_MS = 60_000;

/** Where the snapshots come from. */
export interface SnapshotSource {
  readonly client: MapClient;
  readonly stream: StreamName;
  readonly areaType: AreaType;
  /** Ends every read. */
  readonly signal: AbortSignal;
}

interface Answer {
  readonly snapshot: Promise<Snapshot>;
  /** Of the stream when it was read; undefined until it is there. */
  revision: number | undefined;
}

/** The snapshots of a stream at the end of each hour; each is read once, until the stream has changed. */
export class HourlySnapshots {
  readonly #source: SnapshotSource;
  readonly #answers = new Map<number, Answer>();
  /** Of the newest change that was told of. */
  #revision = 0;
  #resets = 0;

  constructor(source: SnapshotSource) {
    this.#source = source;
  }

  /** The newest values that start within the hour, or before it where it has none. */
  at(step: number): Promise<Snapshot> {
    const known = this.#answers.get(step);
    if (known) return known.snapshot;
    const answer: Answer = { snapshot: this.#read(step), revision: undefined };
    this.#answers.set(step, answer);
    answer.snapshot.then(
      ({ cursor }) => {
        answer.revision = cursor.revision;
      },
      // An hour that failed is asked for again.
      () => {
        if (this.#answers.get(step) === answer) this.#answers.delete(step);
      },
    );
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_KEPT && oldest !== undefined) this.#answers.delete(oldest);
    return answer.snapshot;
  }

  /** Forgets what was read before this revision of the stream. Returns whether the revision is news. */
  renew(revision: number): boolean {
    if (revision <= this.#revision) return false;
    this.#revision = revision;
    for (const [step, answer] of this.#answers) {
      if (answer.revision === undefined || answer.revision < revision) this.#answers.delete(step);
    }
    return true;
  }

  /** Forgets everything, for example because the stream was set up anew. */
  forget(): void {
    this.#revision = 0;
    this.#resets += 1;
    this.#answers.clear();
  }

  #read(step: number): Promise<Snapshot> {
    const { client, stream, areaType, signal } = this.#source;
    // Intervals begin at whole minutes, so any time in the last one asks the same. Which one it is follows the
    // revision: caches on the way, which keep an answer for some seconds, have none for a revision that is new.
    const at = step + STEP_MS - MINUTE_MS + ((this.#revision + this.#resets) % MINUTE_MS);
    return client.series.snapshot({ stream, areaType, at, signal });
  }
}
