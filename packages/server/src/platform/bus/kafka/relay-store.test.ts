import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDatabase } from '../../postgres/database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { createTestDatabase } from '../../postgres/test-database.ts';
import { BusConnection } from '../bus-connection.ts';
import { POSTGRES_BUS_MIGRATIONS } from '../postgres-bus.ts';
import { RelayStore } from './relay-store.ts';

const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());

test('a topic waits for the relay while events of it are kept, not for those that are gone', async () => {
  const place = { url: testDatabase.url, schema: 'relay_store' };
  await migrate({ ...place, folders: [POSTGRES_BUS_MIGRATIONS] });
  const database = openDatabase(place);
  try {
    await using connection = await BusConnection.open(database);
    const store = new RelayStore(connection, database.schema);
    await database.sql`insert into outbox_topic (name, head) values ('kept', 2), ('gone', 2)`;
    await database.sql`insert into outbox (topic, position, key, payload) values ('kept', 2, 'key', '1')`;
    assert.deepEqual(await store.waitingTopics(), [{ topic: 'kept', position: 0n }]);
    await store.advance('kept', 0n, 2n);
    assert.deepEqual(await store.waitingTopics(), []);
  } finally {
    await database.close();
  }
});

test('events of an outbox without identity are refused, not passed over', async () => {
  const place = { url: testDatabase.url, schema: 'not_whole' };
  await migrate({ ...place, folders: [POSTGRES_BUS_MIGRATIONS] });
  const database = openDatabase(place);
  try {
    await using connection = await BusConnection.open(database);
    const store = new RelayStore(connection, database.schema);
    await database.sql`insert into outbox_topic (name, head) values ('kept', 1)`;
    await database.sql`insert into outbox (topic, position, key, payload) values ('kept', 1, 'key', '1')`;
    assert.equal((await store.read('kept', 0n, 10)).length, 1);
    await database.sql`delete from outbox_identity`;
    await assert.rejects(store.read('kept', 0n, 10), /has no identity/);
  } finally {
    await database.close();
  }
});
