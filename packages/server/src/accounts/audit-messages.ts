import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { AuditActorKind, type AuditEntrySchema, AuditTargetKind } from '../gen/wattlet/v1/audit_pb.js';
import type { AuditRow } from './list-audit-entries.ts';

const ACTORS: Readonly<Record<AuditRow['actor'], AuditActorKind>> = {
  person: AuditActorKind.PERSON,
  platform: AuditActorKind.PLATFORM,
  machine: AuditActorKind.MACHINE,
};

const TARGETS: Readonly<Record<AuditRow['target'], AuditTargetKind>> = {
  account: AuditTargetKind.ACCOUNT,
  meter: AuditTargetKind.METER,
  site: AuditTargetKind.SITE,
  unknown: AuditTargetKind.UNSPECIFIED,
};

/** An entry of the log as the contract says it. */
export function auditMessage(row: AuditRow): MessageInitShape<typeof AuditEntrySchema> {
  return {
    id: row.entry_id,
    at: timestampFromDate(row.at),
    siteId: row.site_id,
    siteName: row.site_name ?? '',
    actor: { kind: ACTORS[row.actor], id: row.actor_id ?? '', name: row.actor_name ?? '' },
    action: row.action,
    targetKind: TARGETS[row.target],
    targetId: row.target_id ?? '',
    targetName: row.target_name ?? '',
    detail: Object.fromEntries(Object.entries(row.detail).map(([name, value]) => [name, textOf(value)])),
  };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
