import type { AreaProfile, ChartClient, ChartProfileRequest } from '../chart-client.ts';
import { type ChartSubject, requestsOf } from '../chart-requests.ts';
import { keepReading } from './keep-reading.ts';

/** What a profile is to be of. */
export interface ProfileQuestion extends ChartSubject {
  readonly client: ChartClient;
  readonly bucket: ChartProfileRequest['bucket'];
  /** IANA name. */
  readonly timeZone: string;
  /** As it was known at this time, epoch milliseconds; undefined: as it is known now. */
  readonly asOf: number | undefined;
  readonly from: number;
  readonly to: number;
  /** When the values have last changed here, epoch milliseconds. */
  readonly changedAt: number;
}

/** Who is told. */
export interface ProfileListener {
  /** Something has come, or failed. */
  changed(): void;
  /** It has failed, for the first time since something came. */
  failed(error: Error): void;
}

/** A range that stays the same for so long is where the user wanted to get. */
const SETTLE_MS = 200;

/** Values change by the minute, and a profile is made of all of them: it is read anew at most this often. */
const READ_EVERY_MS = 60_000;

/**
 * Keeps the profiles of a chart up to date: for each range that comes to rest, and with what has been revised. What it
 * had stays until the next has come; what fails but may pass is read anew.
 */
export class ProfileReader {
  /** Undefined until they have come. */
  profiles: readonly AreaProfile[] | undefined;
  /** What the profiles are of. */
  answered: ProfileQuestion | undefined;
  /** Why nothing newer has come. */
  error: Error | undefined;
  readonly #listener: ProfileListener;
  #wanted: ProfileQuestion | undefined;
  #asked: ProfileQuestion | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #reading = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: ProfileListener) {
    this.#listener = listener;
  }

  /** Answers this question from now on; call it with every frame. */
  follow(question: ProfileQuestion): void {
    const wanted = this.#wanted;
    if (wanted && isSame(wanted, question)) return;
    if (!wanted || !isSame(wanted, { ...question, ...rangeAndChange(wanted) })) {
      this.stop();
      this.#wanted = question;
      this.#ask(question);
      return;
    }
    this.#wanted = question;
    const asked = this.#asked ?? question;
    clearTimeout(this.#timer);
    if (isSame(asked, question)) return;
    const isOnlyRevised = isSame(asked, { ...question, changedAt: asked.changedAt });
    const waitMs = isOnlyRevised ? this.#askedAt + READ_EVERY_MS - Date.now() : SETTLE_MS;
    this.#timer = setTimeout(() => this.#ask(question), Math.max(SETTLE_MS, waitMs));
  }

  /** Asks once more, after an error. */
  retry(): void {
    const wanted = this.#wanted;
    this.stop();
    if (wanted) this.follow(wanted);
    this.#listener.changed();
  }

  /** Forgets everything, and reads nothing any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#reading.abort();
    this.#wanted = undefined;
    this.#asked = undefined;
    this.profiles = undefined;
    this.answered = undefined;
    this.error = undefined;
  }

  #ask(question: ProfileQuestion): void {
    const { client, bucket, timeZone, asOf, changedAt } = question;
    // What has just been revised must not come from where answers are kept for a day.
    const isFresh = this.#asked !== undefined && this.#asked.changedAt !== changedAt;
    this.#asked = question;
    this.#askedAt = Date.now();
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const more = {
      bucket,
      timeZone,
      signal,
      ...(asOf !== undefined && { asOf }),
      ...(isFresh && { isFresh }),
    };
    const requests = requestsOf(question, question).map((one): ChartProfileRequest => ({ ...one, ...more }));
    const read = async (): Promise<void> => {
      const results = await Promise.all(requests.map((request) => client.series.profile(request)));
      if (signal.aborted) return;
      this.profiles = results.flatMap(({ profiles }) => profiles);
      this.answered = question;
      this.error = undefined;
      this.#listener.changed();
    };
    const failed = (error: Error, before: number) => {
      this.error = error;
      this.#listener.changed();
      if (before === 0) this.#listener.failed(error);
    };
    keepReading(read, { signal, failed });
  }
}

function rangeAndChange({ from, to, changedAt }: ProfileQuestion) {
  return { from, to, changedAt };
}

function isSame(a: ProfileQuestion, b: ProfileQuestion): boolean {
  return (Object.keys(a) as (keyof ProfileQuestion)[]).every((name) => a[name] === b[name]);
}
