import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CHILD_FLAGS } from '../../../../scripts/lib/source-flags.mjs';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The demo as `npm start` runs it, in a home of its own. */
export interface DemoProcess extends AsyncDisposable {
  readonly url: string;
  /** Whom the demo can be tried as, the customer first. */
  readonly accounts: readonly { readonly email: string; readonly password: string }[];
  /** What it has written to standard error. */
  readonly complaints: readonly string[];
}

/** Where a demo runs; in a home of its own that goes with it, and on any port, unless given. */
export interface DemoPlace {
  readonly home?: string;
  readonly port?: string;
  /** Settings beside those of the demo. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts the demo and resolves when it says that it is ready. Disposing ends it as Ctrl-C does.
 *
 * @throws Error with what it said if it ends before.
 */
export async function startDemo({
  home: given,
  port = '0',
  env: more = {},
}: DemoPlace = {}): Promise<DemoProcess> {
  const home = given ?? (await mkdtemp(join(tmpdir(), 'wattlet-demo-')));
  const { AMQP_URL: _broker, ...env } = process.env;
  const child = spawn(process.execPath, [...CHILD_FLAGS, MAIN], {
    env: { ...env, ...more, WATTLET_HOME: home, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const end = async () => {
    await ended(child);
    if (given === undefined) await rm(home, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Wattlet is ready at (.+)$/.exec(line) ?? [];
    if (url !== undefined) {
      child.stdout.resume();
      return { url, complaints, accounts: await accountsOf(home), [Symbol.asyncDispose]: end };
    }
  }
  await end();
  throw new Error(`the demo ended before it was ready: ${complaints.join('')}`);
}

/** From the file that only their owner can read. */
async function accountsOf(home: string): Promise<DemoProcess['accounts']> {
  const stored: unknown = JSON.parse(await readFile(join(home, 'demo-accounts.json'), 'utf8'));
  return Object.entries(stored ?? {}).map(([email, password]) => ({ email, password: String(password) }));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  await exit;
}
