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

/** The snapshots of a stream at the end of each hour; each is read once, until the stream has changed. */
export class HourlySnapshots {
  readonly #source: SnapshotSource;
  readonly #answers = new Map<number, Promise<Snapshot>>();
  #revision = 0;
  #resets = 0;

  constructor(source: SnapshotSource) {
    this.#source = source;
  }

  /** The newest values that start within the hour, or before it where it has none. */
  at(step: number): Promise<Snapshot> {
    const known = this.#answers.get(step);
    if (known) return known;
    const answer = this.#read(step);
    this.#answers.set(step, answer);
    // An hour that failed is asked for again.
    answer.catch(() => {
      if (this.#answers.get(step) === answer) this.#answers.delete(step);
    });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_KEPT && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }

  /** Forgets what was read before this revision of the stream. Returns whether there was anything to forget. */
  renew(revision: number): boolean {
    if (revision <= this.#revision) return false;
    this.#revision = revision;
    this.#answers.clear();
    return true;
  }

  /** Reads an hour anew, and forgets the others if the stream has changed since. */
  async lookAgain(step: number): Promise<void> {
    const before = this.#revision;
    const snapshot = await this.#read(step);
    if (snapshot.cursor.revision > before) this.#answers.clear();
    this.#answers.set(step, Promise.resolve(snapshot));
  }

  /** Forgets everything, for example because the stream was set up anew. */
  forget(): void {
    this.#revision = 0;
    this.#resets += 1;
    this.#answers.clear();
  }

  async #read(step: number): Promise<Snapshot> {
    const { client, stream, areaType, signal } = this.#source;
    // Intervals begin at whole minutes, so any time in the last one asks the same. Which one it is follows the
    // revision: caches on the way, which keep an answer for some seconds, have none for a revision that is new.
    const at = step + STEP_MS - MINUTE_MS + ((this.#revision + this.#resets) % MINUTE_MS);
    const snapshot = await client.series.snapshot({ stream, areaType, at, signal });
    this.#revision = Math.max(this.#revision, snapshot.cursor.revision);
    return snapshot;
  }
}
