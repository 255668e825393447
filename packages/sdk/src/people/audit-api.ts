import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import * as wire from '../gen/wattlet/v1/audit_pb.js';
import { type TimeInput, toTimestamp } from '../series/time-input.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText, present, toDate } from '../transport/from-wire.ts';
import type { AuditActor, AuditEntry } from './audit-entry.ts';

/** Asks for a page of the log. */
export interface AuditRequest extends Cancellable {
  /** Of this site; unless given of one's own, or for those who run the platform of all. */
  readonly siteId?: string;
  /** Only what this account did. */
  readonly actorId?: string;
  /** Only what was done to this account, meter or site. */
  readonly targetId?: string;
  /** The action, or its beginning: `user.` finds all that was done to users. */
  readonly action?: string;
  /** Half-open, `[from, to)`. */
  readonly from?: TimeInput;
  readonly to?: TimeInput;
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of the log, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/** For administrators: what was done to whom by whom. Every method rejects with a `WattletError`, and with nothing else. */
export class AuditApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof wire.AuditService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(wire.AuditService, connection.transports.fresh);
  }

  /** Entries, newest first, a page at a time. */
  list(request: AuditRequest = {}): Promise<AuditPage> {
    const { siteId = '', actorId = '', targetId = '', action = '', from, to, signal } = request;
    return this.#call(signal, async (options) => {
      const query = {
        ...{ siteId, actorId, targetId, action },
        ...{ pageSize: request.pageSize ?? 0, pageToken: request.pageToken ?? '' },
        ...(from !== undefined && { from: toTimestamp(from, 'from') }),
        ...(to !== undefined && { to: toTimestamp(to, 'to') }),
      };
      const { entries, nextPageToken } = await this.#client.listAuditEntries(query, options);
      return { entries: entries.map(toEntry), ...optionalText('nextPageToken', nextPageToken) };
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

const ACTORS: Readonly<Record<wire.AuditActorKind, AuditActor['kind'] | undefined>> = {
  [wire.AuditActorKind.UNSPECIFIED]: undefined,
  [wire.AuditActorKind.PERSON]: 'person',
  [wire.AuditActorKind.PLATFORM]: 'platform',
  [wire.AuditActorKind.MACHINE]: 'machine',
};

const TARGETS = {
  [wire.AuditTargetKind.UNSPECIFIED]: 'gone',
  [wire.AuditTargetKind.ACCOUNT]: 'account',
  [wire.AuditTargetKind.METER]: 'meter',
  [wire.AuditTargetKind.SITE]: 'site',
} as const;

function toEntry({
  id,
  at,
  siteId,
  siteName,
  actor,
  action,
  detail,
  ...target
}: wire.AuditEntry): AuditEntry {
  const { kind, id: actorId, name } = present(actor, 'entry.actor');
  return {
    id: Number(id),
    at: toDate(at, 'entry.at'),
    siteId,
    siteName,
    actor: {
      kind: present(ACTORS[kind], 'actor.kind'),
      ...optionalText('id', actorId),
      ...optionalText('name', name),
    },
    action,
    ...(target.targetId && {
      target: {
        kind: TARGETS[target.targetKind],
        id: target.targetId,
        ...optionalText('name', target.targetName),
      },
    }),
    detail,
  };
}
