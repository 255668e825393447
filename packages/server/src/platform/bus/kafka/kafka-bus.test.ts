import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { migrate } from '../../postgres/migrate.ts';
import { createTestDatabase } from '../../postgres/test-database.ts';
import { eventually } from '../../testing/eventually.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { eventBusContract } from '../event-bus.contract.ts';
import type { BusEvent } from '../event-bus.ts';
import { openPostgresBus, POSTGRES_BUS_MIGRATIONS } from '../postgres-bus.ts';
import { administer, topicName } from './kafka-topics.ts';
import { openKafka } from './open-kafka.ts';
import { readGroupLags } from './read-group-lags.ts';
import { type KafkaFixture, makeKafkaBus } from './testing/kafka-fixture.ts';
import { noSharedKafka } from './testing/shared-kafka.ts';

const TOPIC = 'things';
const skip = await noSharedKafka();
const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());
const { url } = testDatabase;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function publish({ bus, transaction }: KafkaFixture, ...events: [key: string, payload: unknown][]) {
  await transaction(async (execute) => {
    for (const [key, payload] of events) await bus.publish(execute, { topic: TOPIC, key, payload });
  });
}

/** Starts a consumer; `stop` ends it and passes on how it ended. */
function consume(
  { bus }: Pick<KafkaFixture, 'bus'>,
  handle: (event: BusEvent) => Promise<void>,
  group = 'group',
) {
  const stopping = new AbortController();
  const ended = bus.consume({ topic: TOPIC, group, handle, signal: stopping.signal });
  ended.catch(() => undefined);
  return {
    ended,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

const groupOf = ({ settings, database }: KafkaFixture) =>
  `${topicName({ prefix: settings.prefix, schema: database.schema }, TOPIC)}.group`;

eventBusContract('Kafka', () => makeKafkaBus(url), { skip });

describe('The bus over Kafka', { skip, timeout: 120_000 }, () => {
  test('what the relay sends twice is handled once, also after a restart', async () => {
    await using made = await makeKafkaBus(url);
    const seen: unknown[] = [];
    const handle = async ({ payload }: BusEvent) => void seen.push(payload);
    await publish(made, ['a', 1], ['b', 2], ['a', 3]);
    const first = consume(made, handle);
    await eventually(() => (seen.length === 3 ? true : undefined));
    // As after a crash between Kafka's acknowledgement and the note of it.
    await made.database.sql`update outbox_relay set position = 0`;
    await publish(made, ['a', 4]);
    await eventually(() => (seen.length === 4 ? true : undefined));
    await first.stop();
    await made.database.sql`update outbox_relay set position = 0`;
    await publish(made, ['b', 5]);
    const second = consume(made, handle);
    await eventually(() => (seen.length === 5 ? true : undefined));
    await second.stop();
    assert.deepEqual(seen.toSorted(), [1, 2, 3, 4, 5]);
  });

  test('how far a group is behind is told whoever consumes, also when nobody of it does', async () => {
    await using made = await makeKafkaBus(url);
    let handled = 0;
    const [first, second] = [
      consume(made, async () => undefined, 'quick'),
      consume(made, async () => void handled++, 'slow'),
    ];
    const events = async () =>
      Object.fromEntries((await made.bus.groupLags()).map(({ group, events: count }) => [group, count]));
    const areAll = (expected: Record<string, number>) =>
      eventually(async () => (isDeepStrictEqual(await events(), expected) ? true : undefined));
    await publish(made, ['a', 1], ['b', 2], ['a', 3]);
    // Before they have come to Kafka, nobody is behind either.
    await eventually(() => (handled === 3 ? true : undefined));
    await areAll({ quick: 0, slow: 0 });
    await second.stop();
    await publish(made, ['a', 4], ['c', 5]);
    await areAll({ quick: 0, slow: 2 });
    const { settings, database } = made;
    const names = { prefix: settings.prefix, schema: database.schema };
    const kafka = openKafka(settings, silentLog);
    const agesIn = async (ms: number) =>
      (await readGroupLags({ kafka, names, now: Date.now() + ms })).map(({ group, seconds }) => [
        group,
        seconds,
      ]);
    assert.deepEqual((await agesIn(0)).toSorted(), [
      ['quick', 0],
      ['slow', 0],
    ]);
    assert.deepEqual((await agesIn(1_000_000)).toSorted(), [
      ['quick', 0],
      ['slow', 900],
    ]);
    await first.stop();
  });

  test('consumers that come and go share the keys, and each key keeps its order', async () => {
    await using made = await makeKafkaBus(url);
    const keys = numbers(12).map((each) => `key ${each}`);
    const handled: { by: string; key: string; payload: unknown }[] = [];
    const start = (by: string) =>
      consume(made, async ({ key, payload }) => void handled.push({ by, key, payload }));
    const publishRound = (round: number) =>
      publish(made, ...keys.map((key): [string, unknown] => [key, round]));
    const count = (rounds: number) => () => (handled.length >= rounds * keys.length ? true : undefined);
    const one = start('one');
    await publishRound(1);
    await eventually(count(1));
    const two = start('two');
    for (const round of [2, 3, 4, 5, 6]) {
      await publishRound(round);
      await eventually(count(round));
    }
    // With three partitions both have some, once the second has joined.
    await eventually(async () => {
      const { groups } = await administer(openKafka(made.settings, silentLog), (admin) =>
        admin.describeGroups([groupOf(made)]),
      );
      return groups[0]?.members.length === 2 && groups[0].state === 'Stable' ? true : undefined;
    });
    handled.length = 0;
    await publishRound(7);
    await eventually(count(1));
    assert.deepEqual(new Set(handled.map(({ by }) => by)), new Set(['one', 'two']));
    await one.stop();
    await publishRound(8);
    await eventually(count(2));
    await two.stop();
    for (const key of keys)
      assert.deepEqual(
        handled.filter((each) => each.key === key).map(({ payload }) => payload),
        [7, 8],
      );
  });

  test('what is in hand when another one joins is finished by the one who has it', async () => {
    await using made = await makeKafkaBus(url);
    const kafka = openKafka(made.settings, silentLog);
    const release = Promise.withResolvers<void>();
    const handled: string[] = [];
    let taken = false;
    const one = consume(made, async ({ payload }) => {
      taken = true;
      await release.promise;
      handled.push(`one ${payload}`);
    });
    await publish(made, ['key', 'slow']);
    await eventually(() => (taken ? true : undefined));
    const two = consume(made, async ({ payload }) => void handled.push(`two ${payload}`));
    await eventually(async () => {
      const { groups } = await administer(kafka, (admin) => admin.describeGroups([groupOf(made)]));
      return groups[0]?.state === 'PreparingRebalance' ? true : undefined;
    });
    release.resolve();
    await publish(made, ['key', 'next']);
    await eventually(() => (handled.length >= 2 ? true : undefined));
    await Promise.all([one.stop(), two.stop()]);
    assert.equal(handled[0], 'one slow');
    assert.match(handled[1] ?? '', /next$/);
    assert.equal(handled.length, 2);
  });

  test('work that is longer than a session keeps its partition', async () => {
    await using made = await makeKafkaBus(url, { times: { sessionMs: 1_500, heartbeatMs: 200 } });
    const kafka = openKafka(made.settings, silentLog);
    const handled: unknown[] = [];
    const consumer = consume(made, async ({ payload }) => {
      if (payload === 'long') {
        // Two sessions pass.
        const end = performance.now() + 3_000;
        await eventually(async () => {
          const { groups } = await administer(kafka, (admin) => admin.describeGroups([groupOf(made)]));
          assert.equal(groups[0]?.members.length, 1);
          return performance.now() > end ? true : undefined;
        });
      }
      handled.push(payload);
    });
    await publish(made, ['key', 'long'], ['key', 'next']);
    await eventually(() => (handled.length === 2 ? true : undefined));
    await consumer.stop();
    assert.deepEqual(handled, ['long', 'next']);
  });

  test('a process that is killed in the middle of an event leaves it to the next one', async () => {
    await using made = await makeKafkaBus(url);
    const { sql, schema } = made.database;
    await sql`create table effect (what text)`;
    await publish(made, ['key', 'event']);
    const program = fileURLToPath(new URL('./testing/consume.testing.ts', import.meta.url));
    const { brokers, prefix } = made.settings;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, url, schema, brokers.join(), prefix],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    let again = false;
    const next = consume(made, async () => {
      assert.equal(child.signalCode, 'SIGKILL');
      again = true;
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await eventually(() => (again ? true : undefined));
    await next.stop();
    assert.deepEqual([...(await sql`select what from effect`)], [{ what: 'event' }]);
  });

  test('an event that is given up is among the dead letters, with all that is known of it', async () => {
    await using made = await makeKafkaBus(url);
    await publish(made, ['fine', 1], ['bad', { is: 'poison' }]);
    const consumer = consume(made, async ({ key }) => {
      if (key === 'bad') throw new Error('not with me');
    });
    await eventually(async () => (await made.bus.listParked({ limit: 1 }))[0]);
    const names = { prefix: made.settings.prefix, schema: made.database.schema };
    const reader = openKafka(made.settings, silentLog).consumer({ groupId: `${made.settings.prefix}reader` });
    try {
      const topic = topicName(names, 'dead-letters');
      await eventually(async () => {
        const topics = await administer(openKafka(made.settings, silentLog), (admin) => admin.listTopics());
        return topics.includes(topic) ? true : undefined;
      });
      const letters: { key: string; value: string; headers: Record<string, string> }[] = [];
      await reader.connect();
      await reader.subscribe({ topic, fromBeginning: true });
      await reader.run({
        eachMessage: async ({ message: { key, value, headers = {} } }) => {
          const texts = Object.entries(headers).map(([name, text]) => [name, String(text)]);
          letters.push({ key: String(key), value: String(value), headers: Object.fromEntries(texts) });
        },
      });
      const letter = await eventually(() => letters[0]);
      const { 'wattlet-outbox': _, 'wattlet-position': __, ...headers } = letter.headers;
      assert.deepEqual(
        { key: letter.key, value: letter.value, headers },
        {
          key: 'bad',
          value: '{"is": "poison"}',
          headers: {
            topic: TOPIC,
            group: 'group',
            position: '2',
            attempts: '5',
            error: 'Error: not with me',
          },
        },
      );
    } finally {
      await reader.disconnect();
      await consumer.stop();
    }
  });

  test('a group goes on where it stood when PostgreSQL carried the events', async () => {
    await using made = await makeKafkaBus(url);
    const before = { ...made, bus: openPostgresBus({ database: made.database, log: silentLog }) };
    const seen: unknown[] = [];
    const handle = async ({ payload }: BusEvent) => void seen.push(payload);
    await publish(before, ['key', 1], ['key', 2]);
    const old = consume(before, handle);
    await eventually(() => (seen.length === 2 ? true : undefined));
    await old.stop();
    await publish(before, ['key', 3]);
    const now = consume(made, handle);
    await publish(made, ['key', 4]);
    await eventually(() => (seen.length === 4 ? true : undefined));
    await now.stop();
    assert.deepEqual(seen, [1, 2, 3, 4]);
  });

  test('events of a schema that is gone are nobody’s, and a consumer of it ends', async () => {
    await using made = await makeKafkaBus(url);
    const { sql, schema } = made.database;
    const seen: unknown[] = [];
    const handle = async ({ payload }: BusEvent) => void seen.push(payload);
    await publish(made, ['key', 'first']);
    const first = consume(made, handle);
    await eventually(() => (seen.length === 1 ? true : undefined));
    await sql`drop schema ${sql(schema)} cascade`;
    await migrate({ url, schema, folders: [POSTGRES_BUS_MIGRATIONS] });
    await publish(made, ['key', 'anew']);
    await assert.rejects(first.ended);
    const second = consume(made, handle);
    await eventually(() => (seen.length === 2 ? true : undefined));
    await second.stop();
    assert.deepEqual(seen, ['first', 'anew']);
  });

  test('after a restore that makes the outbox another one, groups handle what comes at positions that they had seen', async () => {
    await using made = await makeKafkaBus(url);
    const { sql } = made.database;
    const seen: unknown[] = [];
    const handle = async ({ payload }: BusEvent) => void seen.push(payload);
    await publish(made, ['key', 'kept']);
    const first = consume(made, handle);
    await eventually(() => (seen.length === 1 ? true : undefined));
    await publish(made, ['key', 'after the backup'], ['key', 'after the backup']);
    await eventually(() => (seen.length === 3 ? true : undefined));
    await first.stop();
    await sql`delete from outbox where position > 1`;
    await sql`update outbox_topic set head = 1`;
    await sql`update outbox_identity set id = gen_random_uuid()`;
    await sql`delete from outbox_relay`;
    await publish(made, ['key', 'after the restore']);
    const second = consume(made, handle);
    await eventually(() => (seen.length === 5 ? true : undefined));
    await second.stop();
    assert.deepEqual(seen.slice(3), ['kept', 'after the restore']);
  });

  test('what is no event of ours is passed over', async () => {
    await using made = await makeKafkaBus(url);
    const topic = topicName({ prefix: made.settings.prefix, schema: made.database.schema }, TOPIC);
    const seen: unknown[] = [];
    const consumer = consume(made, async ({ payload }) => void seen.push(payload));
    await publish(made, ['key', 1]);
    await eventually(() => (seen.length === 1 ? true : undefined));
    const producer = openKafka(made.settings, silentLog).producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: [
        { key: 'key', value: 'not JSON' },
        { key: null, value: null },
      ],
    });
    await producer.disconnect();
    await publish(made, ['key', 2]);
    await eventually(() => (seen.length === 2 ? true : undefined));
    await consumer.stop();
    assert.deepEqual(seen, [1, 2]);
  });

  test('an event that Kafka would not take is refused in the transaction that publishes it', async () => {
    await using made = await makeKafkaBus(url);
    await assert.rejects(publish(made, ['key', 'x'.repeat(4 * 1024 * 1024)]), {
      name: 'RangeError',
      message: 'An event of things has 4194306 bytes, more than 4194304.',
    });
    const seen: number[] = [];
    const consumer = consume(made, async ({ payload }) => void seen.push(String(payload).length));
    await publish(made, ...numbers(3).map((): [string, unknown] => ['key', 'y'.repeat(4_000_000)]));
    await eventually(() => (seen.length === 3 ? true : undefined));
    await consumer.stop();
    assert.deepEqual(seen, [4_000_000, 4_000_000, 4_000_000]);
  });
});
