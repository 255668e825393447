import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../packages/server/src/config.ts';
import { queueState } from '../../packages/server/src/platform/amqp/testing/queue-state.ts';
import { administer } from '../../packages/server/src/platform/bus/kafka/kafka-topics.ts';
import { openKafka } from '../../packages/server/src/platform/bus/kafka/open-kafka.ts';
import { silentLog } from '../../packages/server/src/platform/testing/silent-log.ts';

const QUEUES = ['wattlet.readings', 'wattlet.readings.dead'];
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
/** Where Wattlet keeps files. The rest of a proof's home is of its engines and of the source. */
const FOLDERS = ['objects', 'uploads', 'downloads'];

/** Who consumes what: `{ 'RabbitMQ wattlet.readings': 1, 'Kafka wattlet.load.file-ready.importer': 1, … }`. */
export async function consumers({ env }) {
  const found = {};
  if (env.AMQP_URL)
    for (const queue of QUEUES)
      found[`RabbitMQ ${queue}`] = (await queueState(env.AMQP_URL, queue)).consumers;
  if (env.KAFKA_BROKERS) {
    const kafka = openKafka(readConfig(env).kafka, silentLog);
    const groups = await administer(kafka, async (admin) => {
      const ids = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
      return ids.length === 0 ? [] : (await admin.describeGroups(ids)).groups;
    });
    for (const { groupId, members } of groups) {
      const name = `Kafka ${groupId.replace(UUID, '*')}`;
      // Who only waits for news has a group of its own, which brokers forget by themselves once nobody is in it.
      if (members.length > 0) found[name] = (found[name] ?? 0) + members.length;
    }
  }
  return found;
}

/** Messages that wait in the queues. */
export async function waitingMessages({ env }) {
  if (!env.AMQP_URL) return 0;
  const states = await Promise.all(QUEUES.map((queue) => queueState(env.AMQP_URL, queue)));
  return states.reduce((sum, { waiting }) => sum + waiting, 0);
}

/** Live streams that the API nodes hold, and topics that are watched. */
export async function openStreams({ services }) {
  const counts = await Promise.all(
    services
      .filter(({ role }) => role === 'api')
      .map(async ({ metrics }) => {
        const text = await (await fetch(`${metrics}/metrics`)).text();
        const streams = /^wattlet_rpc_in_flight{service="wattlet.v1.LiveService",method="Watch"} (\d+)/m.exec(
          text,
        );
        const topics = [...text.matchAll(/^wattlet_live_topics{hub="[^"]*"} (\d+)/gm)];
        return Number(streams?.[1] ?? 0) + topics.reduce((sum, [, count]) => sum + Number(count), 0);
      }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Files that nobody has finished. */
export function unfinishedFiles(home) {
  return FOLDERS.filter((folder) => existsSync(join(home, folder))).flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true })
      .filter((name) => /\.part(\.json)?$/.test(name))
      .map((name) => join(folder, name)),
  );
}

/** Events that were given up. */
export async function parkedEvents({ streams, platform }) {
  const found = [];
  for (const { database } of [...Object.values(streams), platform])
    for (const { topic, error } of await database.sql`select topic, error from parked_event`)
      found.push(`an event of ${topic} was given up: ${error}`);
  return found;
}
