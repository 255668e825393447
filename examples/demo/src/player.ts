import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listSamples, readSample, type SampleFolder, type SampleName } from './sample-files.ts';
import { cutSnapshot } from './snapshot.ts';

const HOUR_MS = 3_600_000;
const FIRST_HOUR = new Date('2022-01-01T08:00:00Z');
const STREAMS: readonly SampleFolder[] = ['load', 'generation', 'flows'];
/**
 * Published as it is, at the hour in its name: it holds countries only, where the files before hold bidding zones and control
 * areas too. So it is held back, and whoever looks after the pipeline decides about it.
 */
const OF_COUNTRIES_ONLY: SampleName = 'dialects/2022_01_02_08_AggregatedGenerationPerType16.1.BC.csv';
/** The importer needs one; the one before is left for a reader that has just listed it. */
const KEPT_PER_STREAM = 2;

/** One stream's newest sample, from which its earlier hours are cut. */
interface Recording {
  /** What follows the hour in the file name, `ActualTotalLoad6.1.A.csv`. */
  readonly title: string;
  readonly upTo: Date;
  readonly content: Buffer;
}

/**
 * Plays the samples into a folder, hour by hour, under the names that the exports of these hours
 * had. It keeps no position of its own: the newest hour in the folder is it.
 */
export class Player {
  readonly #home: string;
  readonly #recordings = STREAMS.map(record);
  readonly #ofCountriesOnly = recordingOf(OF_COUNTRIES_ONLY);

  /** `home` is a folder for the player alone. */
  constructor(home: string) {
    this.#home = home;
  }

  /** The folder with the files, newest hours only. */
  get folder(): string {
    return join(this.#home, 'exports');
  }

  /** When the longest stream ends. */
  get end(): Date {
    return latest(this.#recordings.map(({ upTo }) => upTo));
  }

  /** Publishes where playing stopped last time, or the first hour, and returns that hour. */
  async resume(): Promise<Date> {
    await mkdir(this.folder, { recursive: true });
    const hours = (await readdir(this.folder)).flatMap((name) => parseName(name)?.upTo ?? []);
    const hour = latest([FIRST_HOUR, ...hours]);
    // It may have stopped between two streams of this hour.
    await this.#publish(hour);
    return hour;
  }

  /** Publishes the hour after this one and returns it. A stream that has ended publishes nothing. */
  async next(hour: Date): Promise<Date> {
    const next = new Date(hour.getTime() + HOUR_MS);
    await this.#publish(next);
    return next;
  }

  async #publish(hour: Date): Promise<void> {
    const present = await readdir(this.folder);
    for (const { title, upTo, content } of this.#recordings) {
      const reached = upTo < hour ? upTo : hour;
      const name = nameOf(reached, title);
      if (present.includes(name)) continue;
      await this.#write(name, cutSnapshot(content, reached));
      await this.#prune(title);
    }
    const { title, upTo, content } = this.#ofCountriesOnly;
    const name = nameOf(upTo, title);
    if (hour < upTo || present.includes(name)) return;
    await this.#write(name, content);
    await this.#prune(title);
  }

  /** Whoever lists the folder sees the file whole or not at all. */
  async #write(name: string, content: Buffer): Promise<void> {
    const growing = join(this.#home, 'growing');
    const file = await open(growing, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(growing, join(this.folder, name));
  }

  async #prune(title: string): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => parseName(name)?.title === title);
    for (const name of names.sort().slice(0, -KEPT_PER_STREAM)) await rm(join(this.folder, name));
  }
}

function record(stream: SampleFolder): Recording {
  const newest = listSamples(stream).at(-1);
  if (!newest) throw new Error(`There is no sample of ${stream}.`);
  return recordingOf(newest);
}

function recordingOf(sample: SampleName): Recording {
  const parsed = parseName(sample.slice(sample.indexOf('/') + 1));
  if (!parsed) throw new Error(`${sample} is not named like an export.`);
  return { ...parsed, content: readSample(sample) };
}

const nameOf = (upTo: Date, title: string): string =>
  `${upTo.toISOString().slice(0, 13).replaceAll(/[-T]/g, '_')}_${title}`;

function parseName(name: string): { title: string; upTo: Date } | undefined {
  const [, year, month, day, hour, title] =
    /^(\d{4})_(\d{2})_(\d{2})_(\d{2})_([\w.]+\.csv)$/.exec(name) ?? [];
  return title ? { title, upTo: new Date(`${year}-${month}-${day}T${hour}:00:00Z`) } : undefined;
}

function latest(dates: readonly Date[]): Date {
  return new Date(Math.max(...dates.map(Number)));
}
