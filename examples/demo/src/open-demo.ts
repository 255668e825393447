import {
  ConfigError,
  interruption,
  logOptions,
  openNode,
  readConfig,
  type WattletNode,
} from '@wattlet/server';
import pino, { type Logger } from 'pino';
import { type DemoAccount, demoAccounts } from './demo-accounts.ts';
import { startFeed } from './feed.ts';
import { openPlayedMeters, type PlayedMeters } from './play-meters.ts';

const POLL_SECONDS = '2';

/** Wattlet with sample data and people to try it as; disposing ends its feed and its node. */
export interface Demo extends AsyncDisposable {
  readonly node: WattletNode;
  readonly log: Logger;
  readonly accounts: readonly DemoAccount[];
  readonly meters: PlayedMeters;
  /** Whether every sample hour was there before this start. */
  readonly isPlayed: boolean;
}

/** Opens what a demo consists of, before any server listens: a feed that plays real exports, and a node that reads them. */
export async function openDemo(signal: AbortSignal): Promise<Demo> {
  const { WATTLET_HOME: home = '.wattlet', LOG_LEVEL = 'warn' } = process.env;
  const log = pino(logOptions(LOG_LEVEL), pino.destination({ dest: 2, sync: true }));
  const feed = await startFeed({ home, signal, log: (line) => log.info(line) });
  const config = readConfig({
    POLL_SECONDS,
    // Visitors shall see the map of Europe.
    WATTLET_OPEN_DATA: '1',
    ...process.env,
    LOG_LEVEL,
    SOURCE_URL: feed.url,
    SOURCE_PASSWORD: feed.password,
  });
  await using opened = new AsyncDisposableStack();
  const node = opened.use(await openNode(config, log));
  opened.defer(() => feed.close());
  const accounts = await demoAccounts(node);
  const meters = await openPlayedMeters(node, accounts, Date.now());
  const rest = opened.move();
  const { isPlayed } = feed;
  return { node, log, accounts, meters, isPlayed, [Symbol.asyncDispose]: () => rest.disposeAsync() };
}

/** Plays the meters of a demo until the signal aborts. */
export async function playUntil(signal: AbortSignal, { meters, log }: Demo): Promise<void> {
  await meters.play(signal).catch((error: unknown) => log.error(error, 'the meters are not played any more'));
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/** Runs a program until Ctrl-C; a setting that is wrong is said in one line. */
export async function runProgram(run: (signal: AbortSignal) => Promise<void>): Promise<never> {
  try {
    await run(interruption());
  } catch (error) {
    const isExpected = error instanceof ConfigError;
    process.stderr.write(`${isExpected ? error.message : error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  }
  // The FTP library would keep the process for a second more.
  process.exit();
}
