// A program for the tests: consumes a topic, writes each event into the table "effect", prints a line, and then
// never ends handling it.
import { openDatabase } from '../postgres/database.ts';
import { silentLog } from '../testing/silent-log.ts';
import { openPostgresBus } from './postgres-bus.ts';

const [, , url = '', schema = '', topic = '', group = ''] = process.argv;
const database = openDatabase({ url, schema });
await openPostgresBus({ database, log: silentLog }).consume({
  topic,
  group,
  signal: new AbortController().signal,
  handle: async ({ payload }) => {
    await database.sql`insert into effect (what) values (${String(payload)})`;
    process.stdout.write('handled\n');
    await new Promise(() => undefined);
  },
});
