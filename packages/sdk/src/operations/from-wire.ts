import * as wire from '../gen/wattlet/v1/operations_pb.js';
import { toCursor, toTimeRange } from '../series/from-wire.ts';
import { toStreamName } from '../series/stream-names.ts';
import { optionalDate, optionalText, present, toDate } from '../transport/from-wire.ts';
import type { DeadLetter, Health, HealthState } from './health.ts';
import type { Import, ImportReview, ImportStatus } from './import.ts';

const STATUSES: Readonly<Record<wire.ImportStatus, ImportStatus | undefined>> = {
  [wire.ImportStatus.UNSPECIFIED]: undefined,
  [wire.ImportStatus.APPLIED]: 'applied',
  [wire.ImportStatus.UNCHANGED]: 'unchanged',
  [wire.ImportStatus.STALE]: 'stale',
  [wire.ImportStatus.QUARANTINED]: 'quarantined',
  [wire.ImportStatus.REJECTED]: 'rejected',
};

/** The statuses as the contract numbers them. */
export const WIRE_STATUSES: Readonly<Record<ImportStatus, wire.ImportStatus>> = {
  applied: wire.ImportStatus.APPLIED,
  unchanged: wire.ImportStatus.UNCHANGED,
  stale: wire.ImportStatus.STALE,
  quarantined: wire.ImportStatus.QUARANTINED,
  rejected: wire.ImportStatus.REJECTED,
};

const REVIEWS: Readonly<Record<wire.ImportReview, ImportReview | undefined>> = {
  [wire.ImportReview.UNSPECIFIED]: undefined,
  [wire.ImportReview.AWAITED]: 'awaited',
  [wire.ImportReview.APPLIED]: 'applied',
  [wire.ImportReview.REJECTED]: 'rejected',
  [wire.ImportReview.SUPERSEDED]: 'superseded',
};

const STATES: Readonly<Record<wire.HealthState, HealthState | undefined>> = {
  [wire.HealthState.UNSPECIFIED]: undefined,
  [wire.HealthState.UP]: 'up',
  [wire.HealthState.STARTING]: 'starting',
  [wire.HealthState.DOWN]: 'down',
};

export function toImport(of: wire.Import): Import {
  const review = REVIEWS[of.review];
  return {
    id: Number(of.id),
    stream: toStreamName(of.stream),
    file: of.file,
    sha256: of.sha256,
    status: present(STATUSES[of.status], 'import.status'),
    reason: of.reason,
    at: toDate(of.at, 'import.at'),
    ...(of.revision === 0n ? {} : { revision: Number(of.revision) }),
    rows: {
      read: Number(of.rowsRead),
      kept: Number(of.rowsKept),
      bad: Number(of.rowsBad),
      duplicates: Number(of.duplicates),
      rounded: Number(of.rounded),
    },
    seriesChanged: Number(of.seriesChanged),
    chunksChanged: Number(of.chunksChanged),
    ...(of.changed && { changed: toTimeRange(of.changed) }),
    issues: of.issues.map(({ line, bad, reason }) => ({ line: Number(line), bad, reason })),
    ...(review && { review }),
    ...optionalDate('reviewedAt', of.reviewedAt),
    ...optionalText('reviewerId', of.reviewerId),
    ...optionalText('reviewerName', of.reviewerName),
    ...optionalText('reviewNote', of.reviewNote),
  };
}

export function toHealth({ roles, streams }: wire.GetHealthResponse): Health {
  return {
    roles: roles.map(({ role, state, since, reason, process, silentSince }) => ({
      ...{ role, reason, process, since: toDate(since, 'role.since') },
      state: present(STATES[state], 'role.state'),
      ...optionalDate('silentSince', silentSince),
    })),
    streams: streams.map(({ stream, state, reason, head, importedAt, dataUntil }) => ({
      ...{ stream: toStreamName(stream), reason, state: present(STATES[state], 'stream.state') },
      ...(head && { head: toCursor(head) }),
      ...optionalDate('importedAt', importedAt),
      ...optionalDate('dataUntil', dataUntil),
    })),
  };
}

export function toDeadLetter({ id, payloadJson, parkedAt, ...of }: wire.DeadLetter): DeadLetter {
  const { topic, group, key, error, attempts } = of;
  return {
    ...{ id: Number(id), topic, group, key, payload: payloadJson, error, attempts },
    parkedAt: toDate(parkedAt, 'dead_letter.parked_at'),
  };
}
