// What `npm start` runs: the whole of Wattlet in one process, fed by an FTP server that plays
// real exports hour by hour.
import {
  ConfigError,
  expandRoles,
  findPortal,
  interruption,
  logOptions,
  openNode,
  readConfig,
  startServer,
} from '@wattlet/server';
import pino from 'pino';
import { CUSTOMER_EMAIL, demoAccounts } from './demo-accounts.ts';
import { demoConversation } from './demo-conversation.ts';
import { startFeed } from './feed.ts';
import { firstHours } from './first-hours.ts';
import { openPlayedMeters } from './play-meters.ts';

const POLL_SECONDS = '2';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(signal: AbortSignal): Promise<void> {
  const { WATTLET_HOME: home = '.wattlet', LOG_LEVEL = 'warn' } = process.env;
  const log = pino(logOptions(LOG_LEVEL), pino.destination({ dest: 2, sync: true }));
  say('Starting the database and the feed of sample files …');
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
  await using node = await openNode(config, log);
  const accounts = await demoAccounts(node);
  const meters = await openPlayedMeters(node, CUSTOMER_EMAIL, Date.now());
  const server = await startServer({
    node,
    log,
    roles: expandRoles([]),
    portal: config.portal ? findPortal() : undefined,
  });
  if (server.url) {
    await firstHours(server.url, signal);
    await demoConversation(server.url, accounts).catch((error: unknown) =>
      log.error(error, 'no conversation could be begun'),
    );
  }
  say(`Wattlet is ready at ${server.url}`);
  for (const { what, email, password } of accounts) say(`  ${what}: sign in as ${email} with ${password}`);
  say('It shows January 2022, and a new hour of real data arrives every 20 seconds. Ctrl-C ends it.');
  await meters.play(signal).catch((error: unknown) => log.error(error, 'the meters are not played any more'));
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  say('Stopping …');
  await Promise.all([server.close(), feed.close()]);
}

try {
  await run(interruption());
} catch (error) {
  const expected = error instanceof ConfigError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  // The FTP library would keep the process for a second more.
  process.exit();
}
