import type { Log } from '../../../log.ts';
import { type Database, openDatabase } from '../../../postgres/database.ts';
import { migrate } from '../../../postgres/migrate.ts';
import { silentLog } from '../../../testing/silent-log.ts';
import type { TestBus } from '../../event-bus.contract.ts';
import { POSTGRES_BUS_MIGRATIONS } from '../../postgres-bus.ts';
import { openKafkaBus } from '../kafka-bus.ts';
import type { KafkaSettings } from '../kafka-settings.ts';
import { KAFKA_BUS_TIMES, type KafkaBusTimes } from '../kafka-times.ts';
import { administer } from '../kafka-topics.ts';
import { openKafka } from '../open-kafka.ts';
import { kafkaSettings } from './shared-kafka.ts';

/** For tests: a bus of a schema of its own, and what it stands on. */
export interface KafkaFixture extends TestBus {
  readonly database: Database;
  readonly settings: KafkaSettings;
}

let schemas = 0;

const TEST_TIMES: Partial<KafkaBusTimes> = {
  pollMs: 100,
  backoffMs: 1,
  fetchMs: 100,
  heartbeatMs: 300,
  sessionMs: 6_000,
};

/** For tests: opens a bus that takes short breaks, by the settings `open` where they are given. Its topics go with disposal, by `settings`. */
export async function makeKafkaBus(
  url: string,
  options: { settings?: KafkaSettings; open?: KafkaSettings; times?: Partial<KafkaBusTimes>; log?: Log } = {},
): Promise<KafkaFixture> {
  const { settings = kafkaSettings(), times, log = silentLog } = options;
  const { open = settings } = options;
  schemas += 1;
  const schema = `kafka_${process.pid}_${schemas}`;
  await migrate({ url, schema, folders: [POSTGRES_BUS_MIGRATIONS] });
  const database = openDatabase({ url, schema });
  return {
    database,
    settings,
    bus: openKafkaBus({
      kafka: openKafka(open, silentLog),
      database,
      settings: open,
      log,
      times: { ...KAFKA_BUS_TIMES, ...TEST_TIMES, ...times },
    }),
    async transaction(work) {
      await database.sql.begin(async (tx) => {
        await work((text, parameters) => tx.unsafe(text, parameters as (string | null)[]));
      });
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await administer(openKafka(settings, silentLog), async (admin) => {
        const topics = (await admin.listTopics()).filter((name) => name.startsWith(settings.prefix));
        if (topics.length > 0) await admin.deleteTopics({ topics });
      });
    },
  };
}
