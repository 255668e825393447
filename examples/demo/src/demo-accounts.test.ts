import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { logOptions, openNode, readConfig } from '@wattlet/server';
import { pino } from 'pino';
import { demoAccounts } from './demo-accounts.ts';

test('the accounts of the demo are made once for each home, and only its owner can read their passwords', async (context) => {
  const home = await mkdtemp(join(tmpdir(), 'wattlet-demo-'));
  context.after(() => rm(home, { recursive: true }));
  await using node = await openNode(readConfig({ WATTLET_HOME: home }), pino(logOptions('silent')));
  const accounts = await demoAccounts(node);
  assert.deepEqual(await demoAccounts(node), accounts);
  assert.equal(new Set(accounts.map(({ password }) => password)).size, 4);
  const roles = await node.platform.database.sql`select email, role from account order by email`;
  assert.deepEqual(
    [...roles],
    [
      { email: 'administrator@demo.example', role: 'operator' },
      { email: 'customer@demo.example', role: 'customer' },
      { email: 'subscriber@demo.example', role: 'customer' },
      { email: 'utility@demo.example', role: 'administrator' },
    ],
  );
  const file = join(home, 'demo-accounts.json');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.ok((await readFile(file, 'utf8')).includes(accounts[0]?.password ?? 'none'));
});
