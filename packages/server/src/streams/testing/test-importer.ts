import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventBus } from '../../platform/bus/event-bus.ts';
import { openPostgresBus } from '../../platform/bus/postgres-bus.ts';
import { type Database, openDatabase } from '../../platform/postgres/database.ts';
import { eventually } from '../../platform/testing/eventually.ts';
import { silentLog as log } from '../../platform/testing/silent-log.ts';
import { type RoleStatus, Supervisor } from '../../roles/supervisor.ts';
import { type FileReady, TOPICS } from '../events.ts';
import { runImporter } from '../importer/importer-role.ts';
import { ingestFile } from '../parser/ingest-file.ts';
import { exportName } from './export-text.ts';
import type { TestNode } from './test-node.ts';

/** Tries again soon: the tests wait for what comes of it. */
const TIMES = { pollMs: 50, backoffMs: 1 };

/** For tests: an importer of load under its supervisor, that tries again without waiting long. */
export interface TestImporter extends AsyncDisposable {
  status(): RoleStatus | undefined;
}

/** For tests: the bus of load as the test's importers use it. */
export function loadBus({ node }: TestNode): EventBus {
  return openPostgresBus({ database: node.streams.load.database, log, times: TIMES });
}

/** For tests: starts an importer. With a URL it has connections of its own, to that address. */
export function startImporter(home: TestNode, url?: string): TestImporter {
  const own = url === undefined ? undefined : openDatabase({ url, schema: 'load' });
  const database: Database = own ?? home.node.streams.load.database;
  const bus = openPostgresBus({ database, log, times: TIMES });
  const supervisor = new Supervisor({ log, minBackoffMs: 5, maxBackoffMs: 50 });
  const stop = new AbortController();
  supervisor.start(
    {
      name: 'importer:load',
      run: (signal, ready) => runImporter({ database, bus, blobs: home.node.blobs, log }, signal, ready),
    },
    stop.signal,
  );
  return {
    status: () => supervisor.statuses()[0],
    async [Symbol.asyncDispose]() {
      stop.abort();
      await supervisor.ended();
      await own?.close();
    },
  };
}

/** For tests: parses content as a file of this name and stores it, as a parser does. */
export async function storeParsed(
  home: TestNode,
  file: string,
  content: string | Buffer,
): Promise<FileReady> {
  const path = join(home.folder, file);
  await writeFile(path, content);
  const { areaTypes, maxFileBytes } = home.config;
  const { event } = await ingestFile(path, exportName(file), {
    blobs: home.node.blobs,
    areaTypes,
    maxFileBytes,
  });
  return event;
}

/** For tests: tells the importers of files. */
export async function announce({ node }: TestNode, ...events: FileReady[]): Promise<void> {
  const { database, bus } = node.streams.load;
  await database.sql.begin(async (tx) => {
    for (const payload of events) {
      await bus.publish((text, parameters) => tx.unsafe(text, parameters as never[]), {
        topic: TOPICS.fileReady,
        key: payload.month,
        payload,
      });
    }
  });
}

/** For tests: resolves when the importers are through with all that was announced to them. */
export async function importedAll({ node }: TestNode): Promise<void> {
  await eventually(async () => {
    // There is no topic before something is announced.
    const [row = { through: true }] = await node.streams.load.database.sql<{ through: boolean }[]>`
      select coalesce(consumer.position, 0) = topic.head as through
      from outbox_topic topic left join outbox_consumer consumer on consumer.topic = topic.name
      where topic.name = ${TOPICS.fileReady}`;
    return row.through || undefined;
  });
}
