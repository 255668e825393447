import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createClient, createRouterTransport } from '@connectrpc/connect';
import { OperationsService } from '../../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../../gen/wattlet/v1/series_pb.js';
import { operationsService } from '../../operations/operations-service.ts';
import { resetStream } from '../../operations/operations-store.ts';
import { eventually } from '../../platform/testing/eventually.ts';
import { startTcpProxy } from '../../platform/testing/tcp-proxy.ts';
import { hourlySnapshots } from '../testing/hourly-snapshots.ts';
import { announce, importedAll, startImporter, storeParsed } from '../testing/test-importer.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';

const stream = Stream.LOAD;
const [first, second, third, fourth] = hourlySnapshots('load/2022_01_01_21_ActualTotalLoad6.1.A.csv');
assert.ok(first && second && third && fourth);

let home: TestNode;
/** What an undisturbed import of the second snapshot stores. */
let undisturbed: unknown;
before(async () => {
  home = await openTestNode();
  await home.node.streams.load.migrate();
  await home.node.platform.migrate();
  await home.importFile(second.file, second.content);
  undisturbed = await home.state('load');
});
beforeEach(async () => {
  const { sql } = home.node.streams.load.database;
  await resetStream(home.node.streams.load);
  await sql`truncate outbox, outbox_topic, outbox_consumer, parked_event`;
});
after(() => home[Symbol.asyncDispose]());

const parsed = (snapshot: { file: string; content: string }) =>
  storeParsed(home, snapshot.file, snapshot.content);

/** Names of the files of every revision, in their order, and how many events announce a revision. */
async function revisions(): Promise<{ files: string[]; announced: number }> {
  const { sql } = home.node.streams.load.database;
  const rows = await sql<{ file: string }[]>`
    select i.file from revision r join import i on i.id = r.import_id order by r.id`;
  const events = await sql`select from outbox where topic = 'series-changed'`;
  return { files: rows.map(({ file }) => file), announced: events.length };
}

/** The operators' view. */
const operations = () =>
  createClient(
    OperationsService,
    createRouterTransport((router) =>
      router.service(
        OperationsService,
        operationsService({
          streams: home.node.streams,
          platform: { sql: home.node.platform.database.sql, bus: home.node.platform.bus },
          roles: async () => [],
        }),
      ),
    ),
  );

const blobPath = (hash: string): string => join(home.folder, 'objects', hash.slice(0, 2), hash);

// Each of these tables is written to at another moment of an import.
for (const table of ['import', 'series', 'chunk', 'chunk_history', 'revision', 'outbox']) {
  test(`a connection that is cut while it writes to ${table} changes nothing, and the import is made again`, async () => {
    const { sql } = home.node.streams.load.database;
    await home.importFile(first.file, first.content);
    const before = await home.state('load');
    const event = await parsed(second);
    await announce(home, event);
    let importer: ReturnType<typeof startImporter> | undefined;
    try {
      await sql.begin(async (tx) => {
        // Lets others read, and holds up whoever writes.
        await tx`lock table ${tx(table)} in share mode`;
        importer = startImporter(home);
        const pid = await eventually(async () => {
          const [blocked] = await tx<{ pid: number }[]>`
            select pid from pg_locks where relation = ${table}::regclass and not granted`;
          return blocked?.pid;
        });
        await tx`select pg_terminate_backend(${pid}, 10_000)`;
        assert.deepEqual(await home.state('load'), before);
      });
      await importedAll(home);
    } finally {
      await importer?.[Symbol.asyncDispose]();
    }
    assert.deepEqual(await home.state('load'), undisturbed);
    assert.deepEqual(await revisions(), { files: [first.file, second.file], announced: 2 });
    assert.deepEqual((await operations().listDeadLetters({ stream })).deadLetters, []);
  });
}

test('a database that is not reachable at the start is waited for, and then nothing is missing', async () => {
  await using proxy = await startTcpProxy(home.config.databaseUrls.load ?? '');
  await proxy.refuse();
  await announce(home, await parsed(second));
  await using importer = startImporter(home, proxy.url);
  await eventually(() => (importer.status()?.state === 'down' ? true : undefined));
  assert.match(importer.status()?.reason ?? '', /ECONNREFUSED/);
  await proxy.heal();
  await importedAll(home);
  assert.deepEqual(await home.state('load'), undisturbed);
});

test('every connection is cut again and again, and every file is applied once and in order', async () => {
  await using proxy = await startTcpProxy(home.config.databaseUrls.load ?? '');
  const { sql } = home.node.streams.load.database;
  const snapshots = [first, second, third, fourth];
  await using importer = startImporter(home, proxy.url);
  for (const [index, snapshot] of snapshots.entries()) {
    await announce(home, await parsed(snapshot));
    await proxy.refuse();
    await eventually(() => (importer.status()?.state === 'down' ? true : undefined));
    await proxy.heal();
    await eventually(async () => ((await sql`select from revision`).length > index ? true : undefined));
  }
  assert.deepEqual(
    (await revisions()).files,
    snapshots.map(({ file }) => file),
  );
});

/** A parsed month that cannot be read, and how to mend it. */
const damages: Record<string, { spoil: (path: string) => Promise<void>; says: RegExp }> = {
  'is missing': { spoil: (path) => rename(path, `${path}.away`), says: /^BlobMissingError: .*has no blob/ },
  'has other content than its hash says': {
    spoil: (path) => writeFile(path, gzipSync('another month')),
    says: /^BlobCorruptError: Blob .* is damaged/,
  },
  'was cut off': { spoil: (path) => writeFile(path, ''), says: /^BlobCorruptError/ },
};

for (const [what, { spoil, says }] of Object.entries(damages)) {
  test(`a parsed file that ${what} is parked, the others are imported, and a retry after repair applies it`, async () => {
    const [lost, next] = [await parsed(third), await parsed(second)];
    await spoil(blobPath(lost.blob));
    await announce(home, lost, next);
    await using _importer = startImporter(home);
    await importedAll(home);
    assert.deepEqual((await revisions()).files, [second.file]);
    const { deadLetters } = await operations().listDeadLetters({ stream });
    const [letter] = deadLetters;
    assert.equal(deadLetters.length, 1);
    assert.equal(letter?.attempts, 5);
    assert.match(letter?.error ?? '', says);
    assert.deepEqual(JSON.parse(letter?.payloadJson ?? ''), lost);

    assert.deepEqual(await parsed(third), lost, 'parsing the file again repairs it');
    await operations().retryDeadLetter({ stream, id: letter?.id ?? 0n });
    await importedAll(home);
    assert.deepEqual((await operations().listDeadLetters({ stream })).deadLetters, []);
    assert.deepEqual((await revisions()).files, [second.file, third.file]);
    await rm(`${blobPath(lost.blob)}.away`, { force: true });
  });
}

test('a parsed file that unpacks to gigabytes is refused before it fills the memory, and parked', async () => {
  const megabytes = 1024 * 1024;
  // A gzip file may have many members: 4 GB of zeros in 4 MB.
  const member = gzipSync(Buffer.alloc(64 * megabytes));
  const { hash } = await home.node.blobs.put(
    (async function* () {
      for (let count = 0; count < 64; count++) yield member;
    })(),
  );
  const peakBefore = process.resourceUsage().maxRSS;
  await announce(home, { ...(await parsed(first)), blob: hash }, await parsed(second));
  await using _importer = startImporter(home);
  await importedAll(home);
  const peakMegabytes = (process.resourceUsage().maxRSS - peakBefore) / 1024;

  assert.ok(peakMegabytes < 600, `${peakMegabytes} MB were taken`);
  const { deadLetters } = await operations().listDeadLetters({ stream });
  assert.deepEqual(
    deadLetters.map(({ error }) => error),
    [`BlobTooLargeError: Blob ${hash} unpacks to more than 268435456 bytes, which is the limit.`],
  );
  assert.deepEqual(await home.state('load'), undisturbed);
});

test('the same file announced twice changes nothing and announces nothing the second time', async () => {
  const event = await parsed(second);
  await announce(home, event, event);
  await using _importer = startImporter(home);
  await importedAll(home);
  assert.deepEqual(await revisions(), { files: [second.file], announced: 1 });
  const { imports } = await operations().listImports({ stream });
  assert.deepEqual(
    imports.map(({ reason }) => reason),
    ['the same file was applied before', ''],
  );
});

test('two importers share the work: every file is applied once and in order, also when the one at work is cut off', async () => {
  const { sql } = home.node.streams.load.database;
  const url = home.config.databaseUrls.load ?? '';
  await using way = await startTcpProxy(url);
  await using one = startImporter(home, way.url);
  await announce(home, await parsed(first));
  await importedAll(home);
  await using _other = startImporter(home, url);
  await announce(home, await parsed(second), await parsed(third));
  await importedAll(home);
  await way.refuse();
  await announce(home, await parsed(fourth));
  await importedAll(home);
  await eventually(() => (one.status()?.state === 'down' ? true : undefined));
  assert.deepEqual(await revisions(), {
    files: [first, second, third, fourth].map(({ file }) => file),
    announced: 4,
  });
  const [imports] = await sql<{ count: bigint }[]>`select count(*) from import`;
  assert.equal(imports?.count, 4n);
});
