import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { includesRole } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import type { MeterService, RejectedReadingSchema } from '../gen/wattlet/v1/meter_pb.js';
import type { Sql } from '../platform/postgres/database.ts';
import { invalidRequest, notFound, permissionDenied } from '../rpc/errors.ts';
import { type MeterView, meterView } from './meter-view.ts';
import { parseReading } from './parse-reading.ts';
import type { IntakeScope, ReadingIntake } from './reading-intake.ts';
import { arrivedReading, reasonMessage, reasonOf, resultMessage } from './reading-messages.ts';
import {
  countRejected,
  dropRejected,
  findRejected,
  listRejected,
  type RejectedRow,
  updateRejected,
} from './rejected-list.ts';

const DEFAULT_PAGE = 50;

type Methods = 'submitReadings' | 'listRejectedReadings' | 'retryRejectedReading';

/** How readings come without a broker, and what becomes of those that could not be taken. */
export function readingMethods({
  sql,
  intake,
}: {
  readonly sql: Sql;
  readonly intake: ReadingIntake;
}): Pick<ServiceImpl<typeof MeterService>, Methods> {
  return {
    submitReadings: ({ readings }, context) =>
      answerPrivately(context, async () => {
        const scope = submitterScope(context);
        const siteId = scope.siteId ?? PLATFORM_SITE_ID;
        const arrived = readings.map((each) => arrivedReading(each, siteId));
        const outcomes = await intake.take(arrived, scope);
        return { results: outcomes.map(resultMessage) };
      }),

    listRejectedReadings: ({ reason, pageSize, pageToken }, context) =>
      answerPrivately(context, async () => {
        const limit = pageSize || DEFAULT_PAGE;
        const query = { reason: reasonOf(reason), before: idOf(pageToken), limit: limit + 1 };
        const [rows, counts] = await Promise.all([listRejected(sql, query), countRejected(sql)]);
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return {
          readings: page.map(rejectedMessage),
          nextPageToken: last ? String(last.id) : '',
          counts: counts.map((each) => ({ reason: reasonMessage(each.reason), count: each.count })),
        };
      }),

    retryRejectedReading: ({ id }, context) =>
      answerPrivately(context, async () => {
        const row = await findRejected(sql, id);
        if (!row) throw unknownRejected(id);
        const content = Buffer.from(row.body);
        const reading = { ...parseReading({ content }, row.site_id), source: row.source };
        const siteId = retriedSite(row, meterView(context));
        const [outcome] = await intake.take([reading], { siteId, keepRejected: false });
        if (!outcome) throw new Error(`the rejected reading ${id} had no outcome`);
        if (outcome.kind === 'rejected') await updateRejected(sql, row, outcome);
        else await dropRejected(sql, row);
        return { result: resultMessage(outcome) };
      }),
  };
}

/**
 * Whose meters the caller may send readings of: administrators and the backend of a site those of it, operators all,
 * everybody else their own, by a token that was made for it.
 */
function submitterScope(context: HandlerContext): IntakeScope {
  const { siteId, ownSiteId } = meterView(context);
  const principal = context.values.get(principalKey);
  if (principal.kind !== 'person' || includesRole(principal.role, 'administrator')) return { siteId };
  if (principal.via === 'session') throw sessionSubmits();
  return { siteId: ownSiteId, ownerId: principal.accountId, keepRejected: false };
}

/**
 * Whose meters a rejected reading may be of when it is taken again: those of the site that sent it. Of what came by the
 * broker without a site it is not known whose it is. What was sent by RPC for the platform's own site may be of no
 * other site's meter than whoever takes it again may send readings of.
 */
function retriedSite({ site_id, source }: RejectedRow, { siteId }: MeterView): string | undefined {
  if (site_id !== PLATFORM_SITE_ID) return site_id;
  return source === 'amqp' ? undefined : siteId;
}

const rejectedMessage = (row: RejectedRow): MessageInitShape<typeof RejectedReadingSchema> => ({
  id: row.id,
  reason: reasonMessage(row.reason),
  message: row.message,
  body: row.body,
  source: row.source,
  firstAt: timestampFromDate(row.first_at),
  lastAt: timestampFromDate(row.last_at),
  times: row.times,
});

function idOf(pageToken: string): bigint | undefined {
  if (pageToken === '') return undefined;
  if (/^[1-9]\d{0,17}$/.test(pageToken)) return BigInt(pageToken);
  const description = 'is not one that an answer gave';
  throw invalidRequest([{ field: 'page_token', reason: 'UNKNOWN_PAGE', description }]);
}

const unknownRejected = (id: bigint) =>
  notFound({ field: 'id', reason: 'UNKNOWN_READING', description: `there is no rejected reading ${id}` });

const sessionSubmits = () =>
  permissionDenied({
    reason: 'TOKEN_NEEDED',
    message:
      'readings are sent with a token of the scope submit_readings, not by a browser that is signed in',
  });
