import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { type Client, Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema } from '../gen/google/rpc/error_details_pb.js';
import {
  HealthState,
  type Import,
  ImportStatus,
  OperationsService,
} from '../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { ROLE_NAMES } from '../roles/role-names.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import { fileOf, HEADERS } from '../streams/testing/export-text.ts';
import { sample } from '../streams/testing/samples.ts';
import { importedAll } from '../streams/testing/test-importer.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { resetStream } from './operations-store.ts';

const stream = Stream.LOAD;
const AT_10 = 'load/2022_01_01_10_ActualTotalLoad6.1.A.csv';
const AT_11 = 'load/2022_01_01_11_ActualTotalLoad6.1.A.csv';

let server: TestServer;
let operations: Client<typeof OperationsService>;
before(async () => {
  // Only what is asked for is ingested.
  server = await startTestServer({ POLL_SECONDS: '3600' });
  operations = server.client(OperationsService);
  await eventually(async () => ((await server.readyz()).status === 'up' ? true : undefined));
  // The first of its tables make a stream ready; its reset needs them all.
  await server.home.node.streams.load.migrate();
});
beforeEach(async () => {
  // What was imported but is not noted yet would be imported once more, into the stream that was reset.
  await importedAll(server.home);
  for (const name of await readdir(server.exports)) await rm(join(server.exports, name));
  await resetStream(server.home.node.streams.load);
});
after(() => server[Symbol.asyncDispose]());

/** The imports of load, oldest first, when there are so many. */
const imports = (count: number): Promise<Import[]> =>
  eventually(async () => {
    const found = (await operations.listImports({ stream })).imports;
    return found.length >= count ? found.reverse() : undefined;
  });

async function failure(
  work: Promise<unknown>,
): Promise<{ code: Code; field: string; reason: string; description: string }> {
  const error = ConnectError.from(
    await work.then(
      () => assert.fail('it did not fail'),
      (thrown: unknown) => thrown,
    ),
  );
  const [violation] = error.findDetails(BadRequestSchema).flatMap((detail) => detail.fieldViolations);
  const { field = '', reason = '', description = '' } = violation ?? {};
  return { code: error.code, field, reason, description };
}

const importSample = (path: string) => server.home.importFile(basename(path), sample(path));

/** Every page of a listing, and how many there were. */
async function allPages<Item>(
  page: (pageToken: string) => Promise<{ items: readonly Item[]; nextPageToken: string }>,
): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  let pages = 0;
  let pageToken = '';
  do {
    const answer = await page(pageToken);
    items.push(...answer.items);
    pageToken = answer.nextPageToken;
    pages += 1;
  } while (pageToken !== '');
  return { items, pages };
}

test('health names every role and stream, with the newest revision and how far its data goes', async () => {
  await importSample(AT_10);
  const health = await eventually(async () => {
    const found = await operations.getHealth({});
    return found.roles.every(({ state }) => state === HealthState.UP) ? found : undefined;
  });
  assert.deepEqual(
    health.roles.map(({ role }) => role).sort(),
    [
      ...ROLE_NAMES.filter((role) => role !== 'api'),
      ...[...STREAM_NAMES, 'alerts', 'chat'].map((name) => `live:${name}`),
      'platform',
    ].sort(),
  );
  const [load, generation] = health.streams;
  assert.deepEqual([load?.state, load?.head?.revision], [HealthState.UP, 1n]);
  assert.ok(load?.importedAt);
  assert.deepEqual(load?.dataUntil && timestampDate(load.dataUntil), new Date('2022-01-01T10:00:00Z'));
  assert.deepEqual([generation?.stream, generation?.head?.revision], [Stream.GENERATION, 0n]);
  assert.equal(generation?.importedAt, undefined);
});

test('IngestLatest brings in what the source has, without waiting for the poll', async () => {
  await server.put(AT_10);
  await operations.ingestLatest({ stream });
  const [only] = await imports(1);
  assert.deepEqual([only?.file, only?.status, only?.revision], [basename(AT_10), ImportStatus.APPLIED, 1n]);
});

test('an import is listed with its counts, what it changed and the lines it complains about', async () => {
  const header = HEADERS.load.split('\t');
  const rows = sample(AT_10).toString().trimEnd().split('\n').slice(1);
  const spoilt = rows.map((row, index) => {
    const cells = row.split('\t');
    if (index === 4) cells[header.indexOf('TotalLoadValue')] = 'n/e';
    return cells.join('\t');
  });
  await server.home.importFile(basename(AT_10), fileOf(HEADERS.load, ...spoilt));
  const [listed] = await imports(1);
  assert.ok(listed);
  assert.equal(listed.stream, stream);
  assert.equal(listed.rowsRead, BigInt(rows.length));
  assert.equal(listed.rowsKept, BigInt(rows.length - 1));
  assert.equal(listed.rowsBad, 1n);
  assert.match(listed.sha256, /^[0-9a-f]{64}$/);
  assert.ok(listed.seriesChanged > 0n && listed.chunksChanged >= listed.seriesChanged);
  assert.deepEqual(
    listed.changed?.from && timestampDate(listed.changed.from),
    new Date('2022-01-01T00:00:00Z'),
  );
  assert.deepEqual(listed.changed?.to && timestampDate(listed.changed.to), new Date('2022-01-01T10:00:00Z'));
  const [issue] = listed.issues.filter(({ bad }) => bad);
  assert.deepEqual(
    [issue?.line, issue?.reason],
    [6n, 'TotalLoadValue "n/e" is not a number of megawatts below 2,147,483'],
  );
});

test('pages of imports have every import once, newest first', async () => {
  for (let count = 0; count < 5; count++) await importSample(AT_10);
  const listing = await allPages(async (pageToken) => {
    const { imports: items, nextPageToken } = await operations.listImports({
      stream,
      pageSize: 2,
      pageToken,
    });
    return { items, nextPageToken };
  });
  assert.deepEqual(
    listing.items.map(({ id }) => Number(id)),
    [5, 4, 3, 2, 1],
  );
  assert.equal(listing.pages, 3);
});

test('a quarantined import is replayed as it was, and by force it is applied', async () => {
  await importSample(AT_11);
  const cut = sample(AT_11).toString().split('\n');
  const halved = fileOf(
    ...cut.filter((_, index) => index === 0 || (index % 2 === 0 && index < cut.length - 1)),
  );
  await server.home.importFile(basename(AT_11), halved);
  const [, held] = await imports(2);
  assert.equal(held?.status, ImportStatus.QUARANTINED);
  assert.match(held?.reason ?? '', /it would remove .* of what is stored/);

  await operations.replayImport({ stream, importId: held?.id ?? 0n });
  assert.equal((await imports(3)).at(-1)?.status, ImportStatus.QUARANTINED);
  await operations.replayImport({ stream, importId: held?.id ?? 0n, force: true });
  const applied = (await imports(4)).at(-1);
  assert.deepEqual(
    [applied?.status, applied?.sha256, applied?.revision],
    [ImportStatus.APPLIED, held?.sha256, 2n],
  );
});

test('an import that is not there, or that left no file, cannot be replayed', async () => {
  assert.deepEqual(await failure(operations.replayImport({ stream, importId: 999n })), {
    code: Code.NotFound,
    field: 'import_id',
    reason: 'UNKNOWN_IMPORT',
    description: 'load has no import 999 with a stored file',
  });
  await writeFile(join(server.exports, basename(AT_11)), '<html></html>');
  await operations.ingestLatest({ stream });
  const rejected = (await imports(1)).find(({ status }) => status === ImportStatus.REJECTED);
  const { code } = await failure(operations.replayImport({ stream, importId: rejected?.id ?? 0n }));
  assert.equal(code, Code.NotFound);
});

test('a reset empties one stream, starts a new epoch and fills it again from its source', async () => {
  await server.put(AT_11);
  await operations.ingestLatest({ stream });
  await imports(1);
  await server.home.importFile(
    'flows/2022_01_01_01_PhysicalFlows12.1.G.csv'.slice(6),
    sample('flows/2022_01_01_01_PhysicalFlows12.1.G.csv'),
  );
  const heads = async () =>
    (await operations.getHealth({})).streams.map(({ head }) => ({
      epoch: head?.epoch,
      revision: head?.revision,
    }));
  const [load, generation, flows] = await heads();
  const stored = await server.home.state('load');

  await operations.resetStream({ stream, confirmation: 'load' });
  await imports(1);
  const [newLoad, ...others] = await heads();
  assert.notEqual(newLoad?.epoch, load?.epoch);
  assert.equal(newLoad?.revision, 1n);
  assert.deepEqual(others, [generation, flows]);
  assert.deepEqual(await server.home.state('load'), stored);
});

test('a reset that does not name its stream deletes nothing', async () => {
  await importSample(AT_10);
  const stored = await server.home.state('load');
  for (const confirmation of ['', 'flows', 'LOAD', 'load ']) {
    assert.deepEqual(await failure(operations.resetStream({ stream, confirmation })), {
      code: Code.InvalidArgument,
      field: 'confirmation',
      reason: 'NOT_CONFIRMED',
      description: 'type load to delete everything stored of it',
    });
  }
  assert.deepEqual(await server.home.state('load'), stored);
});

test('a reset waits for imports and reads that are under way, and disturbs none of them', async () => {
  const { sql } = server.home.node.streams.load.database;
  const reading = Promise.withResolvers<void>();
  const readOn = Promise.withResolvers<void>();
  // In another order than the reset takes them.
  const reader = sql.begin(async (tx) => {
    await tx`select from series`;
    reading.resolve();
    await readOn.promise;
    return tx`select from chunk`;
  });
  await reading.promise;
  const reset = operations.resetStream({ stream, confirmation: 'load' });
  await eventually(async () => {
    const waiting = await sql`select from pg_locks where relation = 'series'::regclass and not granted`;
    return waiting.length > 0 ? true : undefined;
  });
  const imported = importSample(AT_10);
  readOn.resolve();
  await reader;
  await reset;
  assert.equal((await imported).status, 'applied');
});

test('dead letters are listed page by page, and one that is retried is gone from the list', async () => {
  const { sql } = server.home.node.streams.load.database;
  await sql`
    insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
    select 'nobody-listens', 'nobody', n, 'key', json_build_object('n', n), 'Error: it was broken', 5
    from generate_series(1, 5) n`;
  const list = () =>
    allPages(async (pageToken) => {
      const { deadLetters: items, nextPageToken } = await operations.listDeadLetters({
        stream,
        pageSize: 2,
        pageToken,
      });
      return { items, nextPageToken };
    });
  const { items, pages } = await list();
  assert.deepEqual(
    items.map(({ payloadJson }) => payloadJson),
    [5, 4, 3, 2, 1].map((n) => JSON.stringify({ n })),
  );
  assert.equal(pages, 3);
  const [newest] = items;
  assert.ok(newest?.parkedAt);
  assert.deepEqual(
    [newest.topic, newest.group, newest.key, newest.error, newest.attempts],
    ['nobody-listens', 'nobody', 'key', 'Error: it was broken', 5],
  );

  await operations.retryDeadLetter({ stream, id: newest.id });
  assert.equal((await list()).items.length, 4);
  assert.deepEqual(await failure(operations.retryDeadLetter({ stream, id: newest.id })), {
    code: Code.NotFound,
    field: 'id',
    reason: 'UNKNOWN_DEAD_LETTER',
    description: `load has no dead letter ${newest.id}`,
  });
});

test('a request that makes no sense names its field', async () => {
  const wrong: Record<string, Promise<unknown>> = {
    stream: operations.ingestLatest({}),
    page_size: operations.listImports({ stream, pageSize: 201 }),
    page_token: operations.listImports({ stream, pageToken: '1 or 1=1' }),
    import_id: operations.replayImport({ stream }),
    id: operations.retryDeadLetter({ stream, id: -1n }),
    confirmation: operations.resetStream({ stream, confirmation: 'x'.repeat(33) }),
  };
  for (const [field, work] of Object.entries(wrong)) {
    const violation = await failure(work);
    assert.deepEqual([violation.code, violation.field], [Code.InvalidArgument, field]);
  }
  assert.equal((await failure(operations.listDeadLetters({ stream, pageToken: '0' }))).field, 'page_token');
  assert.equal((await failure(operations.listImports({ stream: Stream.UNSPECIFIED }))).field, 'stream');
});
