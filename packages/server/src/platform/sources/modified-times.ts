/** An entry of a listing whose time is only good for a look, as LIST gives it. */
export interface ListedEntry {
  readonly name: string;
  readonly size: number;
  /** The time as listed: to the minute for recent files, to the day for old ones, in an unknown zone. */
  readonly rawModifiedAt: string;
}

interface Known {
  readonly listedAs: string;
  readonly modifiedAt: Date;
  readonly askedAt: number;
}

const STILL_MS = 24 * 3_600_000;

/**
 * Spares asking a server without MLSD (such as vsftpd) for the time of every file at every
 * listing. A file that had been still for a day when it was last asked for, and that is listed as
 * it was then, is not asked for again: a later change would show in what is listed.
 */
export class ModifiedTimes {
  readonly #now: () => number;
  #known = new Map<string, Known>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The times of these entries, which become all that is remembered. `ask` gives undefined for a file that is gone. */
  async of(
    entries: readonly ListedEntry[],
    ask: (name: string) => Promise<Date | undefined>,
  ): Promise<Map<string, Date>> {
    const known = new Map<string, Known>();
    for (const { name, size, rawModifiedAt } of entries) {
      const listedAs = `${size} ${rawModifiedAt}`;
      const before = this.#known.get(name);
      if (before?.listedAs === listedAs && before.askedAt - before.modifiedAt.getTime() > STILL_MS) {
        known.set(name, before);
        continue;
      }
      const askedAt = this.#now();
      const modifiedAt = await ask(name);
      if (modifiedAt) known.set(name, { listedAs, modifiedAt, askedAt });
    }
    this.#known = known;
    return new Map(Array.from(known, ([name, { modifiedAt }]) => [name, modifiedAt]));
  }
}
