import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startFolderFtpServer } from '@wattlet/server/folder-ftp-server';
import { Player } from './player.ts';

/** How the demo feed plays. */
export interface FeedOptions {
  /** Where it keeps what it has played, in `demo-feed`. */
  readonly home: string;
  /** Milliseconds from one hour of data to the next. */
  readonly stepMs?: number;
  /** Port on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** Ends the feed. */
  readonly signal: AbortSignal;
  /** Hears what was published and what went wrong. */
  readonly log?: (message: string) => void;
  /** Waits between two hours; rejects when the signal aborts. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** A running demo feed. */
export interface Feed {
  /** Address for SOURCE_URL, with the user but without the password. */
  readonly url: string;
  /** Whether it had played all its samples before it started: nothing new comes. */
  readonly isPlayed: boolean;
  /** For SOURCE_PASSWORD; a new one at every start. */
  readonly password: string;
  /** Ends the feed, as the signal does. Resolves when it has ended. */
  close(): Promise<void>;
}

const STEP_MS = 20_000;

/**
 * Starts an FTP server on this machine whose folder fills with real exports as it did in
 * January 2022: the state up to 08:00 UTC at once, then an hour at every step until the samples
 * end. It goes on where it stopped when started again with the same home.
 *
 * @example
 * const feed = await startFeed({ home: '.wattlet', signal, log: console.log });
 * // SOURCE_URL=feed.url SOURCE_PASSWORD=feed.password
 */
export async function startFeed(options: FeedOptions): Promise<Feed> {
  const { home, port = 0, signal, log = () => {} } = options;
  signal.throwIfAborted();
  const player = new Player(join(home, 'demo-feed'));
  const hour = await player.resume();
  log(`The demo feed has published the exports up to ${shown(hour)}.`);

  const password = randomBytes(18).toString('base64url');
  const server = await startFolderFtpServer({ folder: player.folder, user: 'demo', password, port });
  const closing = new AbortController();
  const playing = play(player, hour, { ...options, signal: AbortSignal.any([signal, closing.signal]) });
  let closed: Promise<void> | undefined;
  const close = () => {
    closing.abort();
    closed ??= Promise.all([server.close(), playing]).then(() => {});
    return closed;
  };
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) await close();
  return { url: server.url, password, isPlayed: hour >= player.end, close };
}

async function play(player: Player, start: Date, options: FeedOptions): Promise<void> {
  const { signal, stepMs = STEP_MS, log = () => {}, wait = waitUntilAborted } = options;
  let hour = start;
  while (hour < player.end) {
    await wait(stepMs, signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
    if (signal.aborted) return;
    try {
      hour = await player.next(hour);
      log(`The demo feed has published the exports of ${shown(hour)}.`);
    } catch (error) {
      log(`The demo feed could not publish the hour after ${shown(hour)} and tries again: ${error}`);
    }
  }
  log('The demo feed has played all its samples.');
}

const waitUntilAborted = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal });

const shown = (hour: Date) => `${hour.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
