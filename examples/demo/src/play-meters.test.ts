import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { logOptions, openNode, readConfig, startServer } from '@wattlet/server';
import { pino } from 'pino';
import { demoAccounts } from './demo-accounts.ts';
import { demoConversations } from './demo-conversations.ts';
import { openPlayedMeters } from './play-meters.ts';
import { signedInCaller } from './signed-in-caller.ts';

const HOUR = 3_600_000;

test('the demo customer has weeks of readings, and sees whose they are', async (context) => {
  const home = await mkdtemp(join(tmpdir(), 'wattlet-demo-'));
  context.after(() => rm(home, { recursive: true }));
  const log = pino(logOptions('silent'));
  const config = readConfig({ WATTLET_HOME: home, PORT: '0' });
  await using node = await openNode(config, log);
  const { sql } = node.platform.database;
  const accounts = await demoAccounts(node);
  const now = Date.now();
  await openPlayedMeters(node, accounts, now);
  const readings = async () => [
    ...(await sql`select meter_id, count(*)::int, max(watt_hours) from reading group by 1 order by 1`),
  ];
  const once = await readings();
  assert.equal(once.length, 4);
  assert.ok(once.every(({ count }) => count > 24 * (56 + 10) - 3));

  // Another start has nothing to catch up with, and one a day later that day.
  await openPlayedMeters(node, accounts, now);
  assert.deepEqual(await readings(), once);
  await openPlayedMeters(node, accounts, now - 24 * HOUR);
  assert.deepEqual(await readings(), once);

  const server = await startServer({ node, log, roles: new Set(['api']) });
  context.after(() => server.close());
  const url = server.url ?? assert.fail('the API does not listen');
  const [subscriber, , utility] = accounts;
  assert.ok(subscriber && utility);
  const call = await signedInCaller(url, subscriber);
  const { meters } = (await call('MeterService/ListMeters', {})) as {
    meters: { name: string; ownerName: string }[];
  };
  assert.equal(meters.length, 3);
  assert.ok(
    meters.every(({ name, ownerName }) => name.includes('simulated') && ownerName === 'Demo subscriber'),
  );

  // The desk of the utility finds a customer with a meter, who waits for an answer, and nothing of the subscriber's.
  await demoConversations(url, accounts);
  const desk = await signedInCaller(url, utility);
  const found = (await desk('MeterService/ListMeters', {})) as {
    meters: { name: string; ownerName: string }[];
  };
  assert.deepEqual(
    found.meters.map(({ name, ownerName }) => [name, ownerName]),
    [['House by the sea (simulated)', 'Demo customer of the utility']],
  );
  const inbox = (await desk('ChatService/ListConversations', {})) as { conversations: unknown[] };
  assert.equal(inbox.conversations.length, 1);
});
