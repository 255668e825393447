import type { Client } from 'pg';
import type { EventBus } from '../../platform/bus/event-bus.ts';
import type { StreamName } from '../definitions.ts';
import { type SeriesChanged, TOPICS } from '../events.ts';
import type { Issue } from '../parser/issue-log.ts';
import { type SeriesIdentity, seriesIdentityKey } from '../series-identity.ts';
import { fileProblem, lossProblem } from './import-guard.ts';
import { type ImportRecord, type ImportStatus, recordImport } from './import-log.ts';
import type { IncomingMonth } from './incoming-month.ts';
import { daysToOpen, findWrites, keepUnsaid, measureChanges } from './month-changes.ts';
import { lockMonth, type MonthState, readMonthState, writeMonthState } from './month-state.ts';
import { recordNews } from './record-news.ts';
import { nextRevision, type Revision, recordRevision } from './record-revision.ts';
import { registerSeries, type SeriesRegistry } from './series-registry.ts';
import { readStoredDays, readStoredDigests, type StoredChunk } from './stored-month.ts';
import { writeChunks } from './write-chunks.ts';

/** What came of an import. */
export interface ImportOutcome {
  readonly status: ImportStatus;
  /** Why it was not applied. */
  readonly reason: string;
  /** What it changed, if it was applied. */
  readonly revision?: Revision;
  /** What a person who imports by hand should know of the file: rows left out, duplicates, rounded values. */
  readonly remarks?: readonly string[];
}

export interface ApplyOptions {
  /** A connection of its own to the stream's schema, not in a transaction. */
  readonly client: Client;
  readonly bus: EventBus;
  /** Apply it even if it is older than what is stored, looks cut off or would remove much. */
  readonly force: boolean;
}

/**
 * Makes the stored month equal to a parsed file, in one transaction: only chunks that differ are written, what
 * they replace is archived, and the change is announced if and only if all of it is committed.
 * A file that is older than what is stored is stale, one that would remove too much is quarantined;
 * both leave everything as it was. Imports of one month wait for each other.
 *
 * @throws whatever the database throws; nothing is changed then.
 */
export async function applyMonth(month: IncomingMonth, options: ApplyOptions): Promise<ImportOutcome> {
  const { client } = options;
  // Before the transaction begins: its time, which history is ordered by, must lie after that of the import before.
  const unlock = await lockMonth(client, month.head.month);
  await client.query('begin');
  try {
    const outcome = await applyInTransaction(month, options);
    await client.query('commit');
    await unlock();
    return outcome;
  } catch (error) {
    // A lost connection has rolled back and unlocked by itself; what went wrong first is what matters.
    await client
      .query('rollback')
      .then(unlock)
      .catch(() => undefined);
    throw error;
  }
}

async function applyInTransaction(month: IncomingMonth, options: ApplyOptions): Promise<ImportOutcome> {
  const { client, bus, force } = options;
  const { head } = month;
  const state = await readMonthState(client, head.month);
  const early = force ? undefined : endsEarly(month, state);
  if (early) {
    await recordImport(client, record(month, early));
    return early;
  }

  // What a quarantined file would have registered must not stay.
  await client.query('savepoint before_import');
  const { registry, added } = await registerSeries(client, identitiesOf(month));
  const stored = inRoles(await readStoredDigests(client, month.days), registry, head.areaTypes);
  const found = findWrites(month, registry, stored);
  const opened = await readStoredDays(client, daysToOpen(found));
  const writes = head.rowsBad > 0 ? keepUnsaid(found, opened) : found;
  const changes = measureChanges(writes, opened, stored, registry);
  const problem = force ? undefined : lossProblem(changes.loss, changes.areaLosses.values());
  if (problem) {
    await client.query('rollback to savepoint before_import');
    const outcome: ImportOutcome = { status: 'quarantined', reason: problem };
    await recordImport(client, record(month, outcome));
    return outcome;
  }

  const status = writes.length > 0 ? 'applied' : 'unchanged';
  const reason = writes.length > 0 ? '' : 'all it says was stored before';
  const importId = await recordImport(
    client,
    record(month, { status, reason }, newSeriesIssue(added, stored.length)),
  );
  await writeMonthState(client, head.month, importId, {
    upTo: new Date(head.upTo),
    sha256: head.sha256,
    areaTypes: head.areaTypes,
  });
  if (writes.length === 0) return { status, reason };

  const id = await nextRevision(client);
  await writeChunks(client, id, writes);
  const revision = await recordRevision(client, id, importId, changes);
  await recordNews(client, { revision: id, stream: head.stream, changes, added: idsOf(added, registry) });
  await bus.publish((sql, parameters) => client.query(sql, parameters), {
    topic: TOPICS.seriesChanged,
    key: head.stream,
    payload: seriesChanged(head.stream, head.file, revision),
  });
  return { status, reason, revision };
}

function endsEarly(month: IncomingMonth, state: MonthState | undefined): ImportOutcome | undefined {
  const { head } = month;
  const firstBad = head.issues.find((issue) => issue.bad);
  const problem = fileProblem({
    rowsRead: head.rowsRead,
    rowsBad: head.rowsBad,
    lastLineCut: head.lastLineCut,
    firstBad: firstBad ? `line ${firstBad.line}: ${firstBad.reason}` : '',
  });
  if (problem) return { status: 'quarantined', reason: problem };
  if (!state) return undefined;
  if (new Date(head.upTo) < state.upTo) {
    return { status: 'stale', reason: `a file up to ${state.upTo.toISOString()} was applied before` };
  }
  const sameRoles = state.areaTypes.join() === head.areaTypes.join();
  if (state.sha256 === head.sha256 && sameRoles)
    return { status: 'unchanged', reason: 'the same file was applied before' };
  return undefined;
}

/** A file says nothing of the roles that were not kept of it: what is stored of them stays. */
function inRoles(
  stored: StoredChunk[],
  registry: SeriesRegistry,
  areaTypes: readonly string[],
): StoredChunk[] {
  const kept = new Set<number>();
  for (const { id, identity } of registry.values())
    if (areaTypes.includes(identity.area.areaType)) kept.add(id);
  return stored.filter(({ seriesId }) => kept.has(seriesId));
}

function idsOf(identities: readonly SeriesIdentity[], registry: SeriesRegistry): ReadonlySet<number> {
  return new Set(identities.flatMap((identity) => registry.get(seriesIdentityKey(identity))?.id ?? []));
}

function identitiesOf(month: IncomingMonth): SeriesIdentity[] {
  return [...new Map(month.columns.map(({ identity }) => [seriesIdentityKey(identity), identity])).values()];
}

/** A series that turns up in a month which has data is worth a look: a new cable, a split area, a renamed type. */
function newSeriesIssue(added: readonly SeriesIdentity[], storedChunks: number): Issue[] {
  if (added.length === 0 || storedChunks === 0) return [];
  const names = added
    .slice(0, 5)
    .map(({ area, toArea, productionType }) =>
      [area.name, ...(toArea ? [`to ${toArea.name}`] : []), ...(productionType ? [productionType] : [])].join(
        ' ',
      ),
    );
  return [{ line: 1, bad: false, reason: `${added.length} series are new, among them ${names.join(', ')}` }];
}

function record(
  { head, blob }: IncomingMonth,
  outcome: { status: ImportStatus; reason: string },
  more: Issue[] = [],
): ImportRecord {
  return { ...head, blob, ...outcome, issues: [...head.issues, ...more] };
}

function seriesChanged(stream: StreamName, file: string, revision: Revision): SeriesChanged {
  return {
    stream,
    file,
    revision: revision.id,
    from: revision.from.toISOString(),
    to: revision.to.toISOString(),
    seriesChanged: revision.seriesChanged,
  };
}
