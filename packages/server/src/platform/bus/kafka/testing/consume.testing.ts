// A program for the tests: consumes a topic, writes each event into the table "effect", prints a line, and then never
// ends handling it.
import { openDatabase } from '../../../postgres/database.ts';
import { silentLog } from '../../../testing/silent-log.ts';
import { openKafkaBus } from '../kafka-bus.ts';
import { openKafka } from '../open-kafka.ts';
import { kafkaSettings } from './shared-kafka.ts';

const [, , url = '', schema = '', broker = '', prefix = ''] = process.argv;
const database = openDatabase({ url, schema });
const settings = kafkaSettings({ brokers: [broker], prefix });
const kafka = openKafka(settings, silentLog);
await openKafkaBus({ kafka, database, settings, log: silentLog, times: { sessionMs: 6_000 } }).consume({
  topic: 'things',
  group: 'group',
  signal: new AbortController().signal,
  handle: async ({ payload }) => {
    await database.sql`insert into effect (what) values (${String(payload)})`;
    process.stdout.write('handled\n');
    await new Promise(() => undefined);
  },
});
