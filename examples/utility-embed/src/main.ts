// What `npm run example:utility` runs: a Wattlet server with sample data, and beside it, on another origin, the portal of a
// made-up utility that embeds it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CUSTOMER_EMAIL, demoAccounts } from '@wattlet/demo/accounts';
import { startFeed } from '@wattlet/demo/feed';
import { firstHours } from '@wattlet/demo/first-hours';
import { openPlayedMeters } from '@wattlet/demo/meters';
import {
  allowOwnOrigins,
  ConfigError,
  ensurePerson,
  expandRoles,
  interruption,
  issueOwnKeys,
  logOptions,
  openNode,
  readConfig,
  startServer,
} from '@wattlet/server';
import pino from 'pino';

const BACKEND = fileURLToPath(new URL('../backend.mjs', import.meta.url));
/** Of the portal; its address is known to the server before it runs. */
const { PORTAL_PORT = '8090', TOKEN_SECONDS = '600' } = process.env;

/** By which the utility's backend names her. */
const CUSTOMER_SUBJECT = 'demo-customer';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(signal: AbortSignal): Promise<void> {
  const { WATTLET_HOME: home = '.wattlet', LOG_LEVEL = 'warn' } = process.env;
  const log = pino(logOptions(LOG_LEVEL), pino.destination({ dest: 2, sync: true }));
  say('Starting a Wattlet server with sample data …');
  const feed = await startFeed({ home, signal, log: (line) => log.info(line) });
  const config = readConfig({
    POLL_SECONDS: '2',
    WATTLET_OPEN_DATA: '1',
    ...process.env,
    LOG_LEVEL,
    SOURCE_URL: feed.url,
    SOURCE_PASSWORD: feed.password,
  });
  await using node = await openNode(config, log);
  const { sql } = node.platform.database;
  for (const { email, password } of await demoAccounts(node)) {
    const eleni = {
      email,
      password,
      displayName: 'Eleni',
      role: 'customer',
      subject: CUSTOMER_SUBJECT,
    } as const;
    if (email === CUSTOMER_EMAIL) await ensurePerson(sql, eleni);
  }
  const meters = await openPlayedMeters(node, CUSTOMER_EMAIL, Date.now());
  const server = await startServer({ node, log, roles: expandRoles([]) });
  if (!server.url) throw new Error('the API does not run');
  const { publishableKey, secret } = await issueOwnKeys(sql);
  const backend = spawn(process.execPath, [BACKEND], {
    env: {
      PATH: process.env['PATH'],
      PORT: PORTAL_PORT,
      TOKEN_SECONDS,
      WATTLET_URL: server.url,
      WATTLET_SITE_KEY: publishableKey,
      WATTLET_SITE_SECRET: secret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const portal = await addressOf(backend);
  await allowOwnOrigins(sql, [portal]);
  await firstHours(server.url, signal);
  say(`Meltemi Energy's portal is at ${portal}, Wattlet at ${server.url}. Ctrl-C ends both.`);
  await meters.play(signal).catch((error: unknown) => log.error(error, 'the meters are not played any more'));
  if (!signal.aborted) await once(signal, 'abort');
  backend.kill();
  await Promise.all([server.close(), feed.close()]);
}

/** Where a backend listens, once it says so. */
async function addressOf(
  backend: ChildProcess & { readonly stdout: NodeJS.ReadableStream },
): Promise<string> {
  for await (const line of createInterface({ input: backend.stdout })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the backend of the utility ended before it listened');
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
