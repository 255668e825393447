import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type DeadLetterSchema,
  HealthState,
  ImportReview,
  type ImportSchema,
  ImportStatus,
  type RoleHealthSchema,
  type StreamHealthSchema,
} from '../gen/wattlet/v1/operations_pb.js';
import type { Stream } from '../gen/wattlet/v1/series_pb.js';
import type { ParkedEvent } from '../platform/bus/event-bus.ts';
import type { RoleState } from '../roles/supervisor.ts';
import type { ImportStatus as StoredStatus } from '../streams/importer/import-log.ts';
import type { ReviewState } from './import-review.ts';
import type { ImportRow } from './operations-store.ts';
import type { HeardRole } from './role-heartbeat-store.ts';
import type { StreamStatus } from './stream-health.ts';

const STATUS: Readonly<Record<ImportRow['status'], ImportStatus>> = {
  applied: ImportStatus.APPLIED,
  unchanged: ImportStatus.UNCHANGED,
  stale: ImportStatus.STALE,
  quarantined: ImportStatus.QUARANTINED,
  rejected: ImportStatus.REJECTED,
};

const STORED_STATUS: Readonly<Record<ImportStatus, StoredStatus | undefined>> = {
  [ImportStatus.UNSPECIFIED]: undefined,
  [ImportStatus.APPLIED]: 'applied',
  [ImportStatus.UNCHANGED]: 'unchanged',
  [ImportStatus.STALE]: 'stale',
  [ImportStatus.QUARANTINED]: 'quarantined',
  [ImportStatus.REJECTED]: 'rejected',
};

const REVIEW: Readonly<Record<ReviewState, ImportReview>> = {
  none: ImportReview.UNSPECIFIED,
  awaited: ImportReview.AWAITED,
  applied: ImportReview.APPLIED,
  rejected: ImportReview.REJECTED,
  superseded: ImportReview.SUPERSEDED,
};

/** The statuses of a request as they are stored. */
export const storedStatuses = (statuses: readonly ImportStatus[]): StoredStatus[] =>
  statuses.flatMap((status) => STORED_STATUS[status] ?? []);

const ROLE_STATE: Readonly<Record<RoleState, HealthState>> = {
  starting: HealthState.STARTING,
  up: HealthState.UP,
  down: HealthState.DOWN,
};

/** An import as the contract says it. */
export function importMessage(
  stream: Stream,
  row: ImportRow,
  reviewerName = '',
): MessageInitShape<typeof ImportSchema> {
  const { range_from: from, range_to: to } = row;
  return {
    id: row.id,
    stream,
    file: row.file,
    sha256: row.sha256,
    status: STATUS[row.status],
    reason: row.reason,
    at: timestampFromDate(row.at),
    revision: row.revision ?? 0n,
    rowsRead: row.rows_read,
    rowsKept: row.rows_kept,
    rowsBad: row.rows_bad,
    duplicates: row.duplicates,
    rounded: row.rounded,
    seriesChanged: BigInt(row.series_changed ?? 0),
    chunksChanged: BigInt(row.chunks_changed ?? 0),
    ...(from && to && { changed: { from: timestampFromDate(from), to: timestampFromDate(to) } }),
    issues: row.issues.map(({ line, bad, reason }) => ({ line: BigInt(line), bad, reason })),
    review: REVIEW[row.review],
    ...(row.reviewed_at && { reviewedAt: timestampFromDate(row.reviewed_at) }),
    reviewerId: row.reviewer_id ?? '',
    reviewerName,
    reviewNote: row.review_note,
  };
}

export function roleMessage({
  role,
  state,
  since,
  reason,
  process,
  silentSince,
}: HeardRole): MessageInitShape<typeof RoleHealthSchema> {
  return {
    ...{ role, state: ROLE_STATE[state], since: timestampFromDate(since), reason, process },
    ...(silentSince && { silentSince: timestampFromDate(silentSince) }),
  };
}

export function streamMessage(
  stream: Stream,
  status: StreamStatus,
): MessageInitShape<typeof StreamHealthSchema> {
  const { up, reason, epoch, head, importedAt, dataUntil } = status;
  return {
    stream,
    state: up ? HealthState.UP : HealthState.DOWN,
    reason,
    ...(epoch !== undefined && head !== undefined && { head: { epoch, revision: head } }),
    ...(importedAt && { importedAt: timestampFromDate(importedAt) }),
    ...(dataUntil && { dataUntil: timestampFromDate(dataUntil) }),
  };
}

export function deadLetterMessage(event: ParkedEvent): MessageInitShape<typeof DeadLetterSchema> {
  const { id, topic, group, key, payload, error, attempts, parkedAt } = event;
  return {
    id,
    topic,
    group,
    key,
    payloadJson: JSON.stringify(payload),
    error,
    attempts,
    parkedAt: timestampFromDate(parkedAt),
  };
}
