import type { PendingQuery, Row } from 'postgres';
import type { AnySql } from '../platform/postgres/database.ts';
import { UUID_PATTERN } from '../platform/uuid.ts';
import { invalidRequest } from '../rpc/errors.ts';
import type { Side } from './chat-caller.ts';
import type { ConversationRow } from './conversation-view.ts';

/** An order of conversations, over `c`, their table, with places in it that a page may begin after. */
export interface ConversationOrder {
  readonly by: PendingQuery<Row[]>;
  /** Whether one is behind a place. @throws `invalid_argument` for a token of none. */
  after(pageToken: string): PendingQuery<Row[]>;
  tokenOf(row: ConversationRow): string;
}

/** The newest change that a side may see first. */
export function newestFirst(sql: AnySql, side: Side): ConversationOrder {
  const changedAt = side === 'customer' ? sql`c.public_changed_at` : sql`c.changed_at`;
  return {
    by: sql`${changedAt} desc, c.conversation_id desc`,
    after(pageToken) {
      const [changedAtUs = '', id = ''] = readPlace(pageToken, NEWEST);
      return sql`(${changedAt}, c.conversation_id) < (${timeOf(sql, changedAtUs)}, ${id}::uuid)`;
    },
    tokenOf: ({ changed_at_us: changedAtUs, conversation_id: id }) => writePlace(changedAtUs, id),
  };
}

/** Whoever waits longest first; then the newest message. Of open ones, as there is an index of those. */
export function mostUrgentFirst(sql: AnySql): ConversationOrder {
  const place = sql`
    coalesce(c.waiting_since, timestamptz 'infinity'),
    (timestamptz 'epoch' - coalesce(c.last_message_at, c.created_at)), c.conversation_id`;
  return {
    by: place,
    after(pageToken) {
      const [waitingSinceUs = '', lastAtUs = '', id = ''] = readPlace(pageToken, URGENT);
      const waitingSince =
        waitingSinceUs === NOT_WAITING ? sql`timestamptz 'infinity'` : timeOf(sql, waitingSinceUs);
      return sql`(${place}) > (${waitingSince}, timestamptz 'epoch' - ${timeOf(sql, lastAtUs)}, ${id}::uuid)`;
    },
    tokenOf: ({ waiting_since_us: waitingSinceUs, last_at_us: lastAtUs, conversation_id: id }) =>
      writePlace(waitingSinceUs ?? NOT_WAITING, lastAtUs, id),
  };
}

const NOT_WAITING = '-';
const NEWEST = new RegExp(`^(\\d{1,18}) (${UUID_PATTERN})$`);
const URGENT = new RegExp(`^(${NOT_WAITING}|\\d{1,18}) (\\d{1,18}) (${UUID_PATTERN})$`);

const timeOf = (sql: AnySql, microseconds: string) =>
  sql`(to_timestamp(0) + ${microseconds}::bigint * interval '1 microsecond')`;

const writePlace = (...parts: readonly (string | bigint)[]): string =>
  Buffer.from(parts.join(' ')).toString('base64url');

function readPlace(pageToken: string, pattern: RegExp): readonly string[] {
  const [, ...parts] = pattern.exec(Buffer.from(pageToken, 'base64url').toString()) ?? [];
  if (parts.length > 0) return parts;
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
