import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../platform/postgres/test-database.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { openPlatform } from './open-platform.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database[Symbol.asyncDispose]());

test('processes that start together leave one platform site, and later starts leave it as it is', async () => {
  const platforms = [1, 2, 3].map(() => openPlatform({ url: database.url, log: silentLog }));
  const [platform] = platforms;
  assert.ok(platform);
  const sites = () => platform.database.sql`select * from site`;
  try {
    await Promise.all(platforms.map((one) => one.migrate()));
    const first = await sites();
    assert.deepEqual(
      first.map(({ is_platform, name }) => [is_platform, name]),
      [[true, 'Wattlet']],
    );
    await platform.migrate();
    assert.deepEqual(await sites(), first);
  } finally {
    await Promise.all(platforms.map((one) => one.close()));
  }
});

test('opening a database that is not there does not fail before it is used', async () => {
  const platform = openPlatform({ url: 'postgres://nobody@127.0.0.1:1/none', log: silentLog });
  await assert.rejects(platform.migrate(), { code: 'ECONNREFUSED' });
  await platform.close();
});
