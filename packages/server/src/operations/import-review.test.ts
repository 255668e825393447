import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { type Client, Code } from '@connectrpc/connect';
import { failure } from '../accounts/testing/failure.ts';
import {
  type Import,
  ImportReview,
  ImportStatus,
  OperationsService,
} from '../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { fileOf } from '../streams/testing/export-text.ts';
import { sample } from '../streams/testing/samples.ts';
import { type AccessServer, startAccessServer, type TestPerson } from '../testing/access-server.ts';
import { resetStream } from './operations-store.ts';

const stream = Stream.LOAD;
const AT_11 = 'load/2022_01_01_11_ActualTotalLoad6.1.A.csv';
const AT_20 = 'load/2022_01_01_20_ActualTotalLoad6.1.A.csv';

let server: AccessServer;
let administrator: TestPerson;
let operations: Client<typeof OperationsService>;
before(async () => {
  server = await startAccessServer({}, { roles: ['importer:load'] });
  // Of the platform's own site: no operator.
  administrator = await server.person('administrator');
  operations = server.client(OperationsService, administrator.signedIn);
});
after(() => server[Symbol.asyncDispose]());

let held: Import;
beforeEach(async () => {
  await resetStream(server.home.node.streams.load);
  await server.home.importFile(basename(AT_11), sample(AT_11));
  const lines = sample(AT_11).toString().trimEnd().split('\n');
  await server.home.importFile(basename(AT_11), fileOf(...lines.filter((_, at) => at === 0 || at % 2 === 0)));
  const [newest] = await listed({});
  assert.ok(newest);
  held = newest;
});

const listed = async (filter: { awaitingReview?: boolean; statuses?: ImportStatus[] }) =>
  (await operations.listImports({ stream, ...filter })).imports;
const heldNow = async () => (await listed({})).find(({ id }) => id === held.id);
/** Resolves when what was held is imported, beside what was there before. */
const appliedToo = () =>
  eventually(async () =>
    (await listed({ statuses: [ImportStatus.APPLIED] })).length === 2 ? true : undefined,
  );
const auditOf = async (action: string) => {
  const [entry] = await server.sql<{ actor_id: string; detail: unknown }[]>`
    select actor_id, detail from audit_entry where action = ${action} order by entry_id desc limit 1`;
  return entry;
};

test('a quarantined file waits for a review, and is alone in the list of those that do', async () => {
  assert.deepEqual([held.status, held.review], [ImportStatus.QUARANTINED, ImportReview.AWAITED]);
  assert.deepEqual(
    (await listed({ awaitingReview: true })).map(({ id }) => id),
    [held.id],
  );
  assert.deepEqual(
    (await listed({ statuses: [ImportStatus.APPLIED] })).map(({ review }) => review),
    [ImportReview.UNSPECIFIED],
  );
});

test('one that is rejected says by whom and why, and is out of the series', async () => {
  const before = await server.home.state('load');
  await operations.rejectImport({ stream, importId: held.id, note: ' The source has sent half. ' });
  const now = await heldNow();
  assert.deepEqual(
    [now?.review, now?.reviewerId, now?.reviewerName, now?.reviewNote],
    [ImportReview.REJECTED, administrator.accountId, 'Some administrator', 'The source has sent half.'],
  );
  assert.ok(now?.reviewedAt);
  assert.deepEqual(await listed({ awaitingReview: true }), []);
  assert.deepEqual(await server.home.state('load'), before);
  assert.deepEqual(await auditOf('import.rejected'), {
    actor_id: administrator.accountId,
    detail: { stream: 'load', file: basename(AT_11) },
  });
  // Doing it again changes nothing.
  await operations.rejectImport({ stream, importId: held.id, note: 'Another reason' });
  assert.deepEqual(await heldNow(), now);
});

test('one that is applied by force is imported, and cannot be rejected any more', async () => {
  await operations.replayImport({ stream, importId: held.id, force: true });
  await appliedToo();
  assert.equal((await heldNow())?.review, ImportReview.APPLIED);
  assert.deepEqual(await auditOf('import.applied'), {
    actor_id: administrator.accountId,
    detail: { stream: 'load', file: basename(AT_11) },
  });
  const late = operations.rejectImport({ stream, importId: held.id });
  await failure(late, Code.FailedPrecondition, 'ALREADY_APPLIED');
});

test('one that was rejected can be applied all the same', async () => {
  await operations.rejectImport({ stream, importId: held.id });
  await operations.replayImport({ stream, importId: held.id, force: true });
  assert.equal((await heldNow())?.review, ImportReview.APPLIED);
  // It would be among the imports of the next test.
  await appliedToo();
});

test('a newer file of the month leaves nothing to review', async () => {
  await server.home.importFile(basename(AT_20), sample(AT_20));
  assert.equal((await heldNow())?.review, ImportReview.SUPERSEDED);
  assert.deepEqual(await listed({ awaitingReview: true }), []);
});

test('only a quarantined import can be rejected', async () => {
  const [applied] = await listed({ statuses: [ImportStatus.APPLIED] });
  const wrong = operations.rejectImport({ stream, importId: applied?.id ?? 0n });
  await failure(wrong, Code.FailedPrecondition, 'NOT_QUARANTINED');
  await failure(operations.rejectImport({ stream, importId: 999n }), Code.NotFound, 'UNKNOWN_IMPORT');
});
