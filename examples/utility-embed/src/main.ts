// What `npm run example:utility` runs: a Wattlet server with sample data, and beside it, on another origin, the portal of a
// made-up utility that embeds it.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CUSTOMER_EMAIL } from '@wattlet/demo/accounts';
import { firstHours } from '@wattlet/demo/first-hours';
import { openDemo, playUntil, runProgram } from '@wattlet/demo/open-demo';
import { allowOwnOrigins, ensurePerson, expandRoles, issueOwnKeys, startServer } from '@wattlet/server';

const BACKEND = fileURLToPath(new URL('../backend.mjs', import.meta.url));
/** Of the portal; its address is known to the server before it runs. */
const { PORTAL_PORT = '8090', TOKEN_SECONDS = '600' } = process.env;

/** By which the utility's backend names her. */
const CUSTOMER_SUBJECT = 'demo-customer';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runProgram(async (signal) => {
  say('Starting a Wattlet server with sample data …');
  await using demo = await openDemo(signal);
  const { node, log, accounts } = demo;
  const { sql } = node.platform.database;
  const customer = accounts.find(({ email }) => email === CUSTOMER_EMAIL);
  if (customer)
    await ensurePerson(sql, {
      ...customer,
      displayName: 'Eleni',
      role: 'customer',
      subject: CUSTOMER_SUBJECT,
    });
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
  await playUntil(signal, demo);
  backend.kill();
  await server.close();
});

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
