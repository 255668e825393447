import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SOURCE_FLAGS } from '../../../../scripts/lib/source-flags.mjs';
import { accessTokenResolver } from '../accounts/access-token-resolver.ts';
import { findSignIn } from '../accounts/account-store.ts';
import { openPlatform } from '../accounts/open-platform.ts';
import { PasswordHasher } from '../accounts/password-hasher.ts';
import { createTestDatabase } from '../platform/postgres/test-database.ts';
import { silentLog } from '../platform/testing/silent-log.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PASSWORD = 'tall ships sail west';

const database = await createTestDatabase();
const home = await mkdtemp(join(tmpdir(), 'wattlet-accounts-'));
const platform = openPlatform({ url: database.url, log: silentLog });
after(async () => {
  await platform.close();
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

/** Runs a command with this on its standard input. */
async function wattlet(args: readonly string[], input = '', env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...SOURCE_FLAGS, MAIN, ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, WATTLET_HOME: home, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that is refused leaves its input unread.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

test('the first administrator is made before anything else is there, and signs in with the password', async () => {
  const create = ['user', 'create', '--admin', '--email', 'first@example.gr', '--name', 'Eleni'];
  const { code, stdout, stderr } = await wattlet(create, `${PASSWORD}\n`);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^administrator first@example\.gr [0-9a-f-]{36}\n$/);
  const found = await findSignIn(platform.database.sql, 'first@example.gr', Buffer.alloc(32));
  assert.equal(await (await PasswordHasher.create()).verify(found?.passwordHash, PASSWORD), true);
  const again = await wattlet(create, PASSWORD);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /^wattlet: there is an account with this address already/);
});

test('the password may come by WATTLET_PASSWORD, is no argument, and must be a good one', async () => {
  const create = ['user', 'create', '--email', 'second@example.gr'];
  const weak = await wattlet(create, '', { WATTLET_PASSWORD: 'password123' });
  assert.deepEqual([weak.code, weak.stdout], [2, '']);
  assert.match(weak.stderr, /^wattlet: the password is one that many people use/);
  const argument = await wattlet([...create, '--password', PASSWORD]);
  assert.match(argument.stderr, /unknown option '--password'/);
  const none = await wattlet(create);
  assert.match(none.stderr, /^wattlet: a password is needed/);
  const made = await wattlet([...create, '--role', 'operator'], '', { WATTLET_PASSWORD: PASSWORD });
  assert.match(made.stdout, /^operator second@example\.gr /);
});

test('a user of a site that there is not, and an operator of a site, are refused', async () => {
  const create = ['user', 'create', '--email', 'third@example.gr'];
  const site = '12345678-1234-4234-8234-123456789012';
  assert.match((await wattlet([...create, '--site', site], PASSWORD)).stderr, /there is no site 1234/);
  const operator = await wattlet([...create, '--site', site, '--role', 'operator'], PASSWORD);
  assert.match(operator.stderr, /operators are of the platform/);
});

test('a token is printed alone, once, and is good for what was asked', async () => {
  const create = ['token', 'create', '--email', 'FIRST@example.gr', '--name', 'meters'];
  const { code, stdout } = await wattlet([
    ...create,
    '--scopes',
    'read_meters,submit_readings',
    '--days',
    '7',
  ]);
  assert.equal(code, 0);
  assert.match(stdout, /^wt_[\w-]{43}\n$/);
  const resolver = accessTokenResolver({ sql: platform.database.sql });
  const credentials = { bearer: stdout.trim(), cookie: undefined, origin: undefined };
  const person = await resolver.resolve(credentials, new Date());
  assert.ok(person?.kind === 'person');
  assert.deepEqual(
    [person.role, [...person.scopes].sort()],
    ['administrator', ['read_meters', 'submit_readings']],
  );
  const [entry] = await platform.database.sql`
    select actor_id from audit_entry where action = 'token.created' and target_id = ${person.accountId}`;
  assert.equal(entry?.['actor_id'], null);
});

test('what a token command gets wrong is said by its option', async () => {
  const create = ['token', 'create', '--email', 'first@example.gr', '--name', 'x'];
  assert.match(
    (await wattlet([...create, '--scopes', 'all'])).stderr,
    /--scopes has "all", it may list read_series/,
  );
  assert.match((await wattlet([...create, '--days', '367'])).stderr, /--days is 367, it may be 1 to 366/);
  const nobody = await wattlet(['token', 'create', '--email', 'nobody@example.gr', '--name', 'x']);
  assert.deepEqual([nobody.code, nobody.stdout], [2, '']);
  assert.match(nobody.stderr, /no user with the address nobody@example\.gr/);
});
