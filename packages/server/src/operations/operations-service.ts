import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { findNames } from '../accounts/find-names.ts';
import type { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import type { EventBus } from '../platform/bus/event-bus.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { invalidRequest, notFound } from '../rpc/errors.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { inStream } from '../streams/query/in-stream.ts';
import { streamMessageOf, streamOf } from '../streams/series-messages.ts';
import { rejectImport } from './import-review.ts';
import { noteOperation, operatorOf } from './note-operation.ts';
import {
  deadLetterMessage,
  importMessage,
  roleMessage,
  storedStatuses,
  streamMessage,
} from './operations-messages.ts';
import { listImports, replayImport, requestIngest, resetStream } from './operations-store.ts';
import type { HeardRole } from './role-heartbeat-store.ts';
import { checkStream } from './stream-health.ts';

const DEFAULT_PAGE = 50;

export interface OperationsServiceOptions {
  readonly streams: Streams;
  /** Where people are, and what they do is written down; and the events of what is there. */
  readonly platform: { readonly sql: Sql; readonly bus: EventBus };
  /** Those of every process. */
  readonly roles: () => Promise<readonly HeardRole[]>;
}

/** What those who run the platform do. Who may call it is decided by the table of permissions; what they do is audited. */
export function operationsService({
  streams,
  platform,
  roles,
}: OperationsServiceOptions): ServiceImpl<typeof OperationsService> {
  const noted =
    (context: HandlerContext, action: Parameters<typeof noteOperation>[1]['action'], stream: string) =>
    (detail: Record<string, string> = {}) =>
      noteOperation(platform.sql, { context, action, detail: { stream, ...detail } });
  /** The bus of a stream, or that of people, meters and alerts where none is named. */
  const busOf = (
    stream: Stream,
  ): { name: string; run: <T>(work: (bus: EventBus) => Promise<T>) => Promise<T> } => {
    if (stream === Stream.UNSPECIFIED) return { name: 'platform', run: (work) => work(platform.bus) };
    const storage = streams[streamOf(stream)];
    return { name: storage.stream, run: (work) => inStream(storage.stream, () => work(storage.bus)) };
  };

  return {
    async getHealth() {
      const [heard, ...checked] = await Promise.all([
        roles(),
        ...STREAM_NAMES.map(async (name) =>
          streamMessage(streamMessageOf(name), await checkStream(streams[name])),
        ),
      ]);
      return { roles: heard.map(roleMessage), streams: checked };
    },

    async ingestLatest(request, context) {
      const storage = streams[streamOf(request.stream)];
      await inStream(storage.stream, () =>
        requestIngest(storage, noted(context, 'ingest.requested', storage.stream)),
      );
      return {};
    },

    async listImports({ stream, pageSize, pageToken, statuses, awaitingReview }) {
      const storage = streams[streamOf(stream)];
      const limit = pageSize || DEFAULT_PAGE;
      const page = {
        before: pageStart(pageToken),
        limit,
        statuses: storedStatuses(statuses),
        awaitingReview,
      };
      const rows = await inStream(storage.stream, () => listImports(storage, page));
      const names = await findNames(
        platform.sql,
        rows.flatMap(({ reviewer_id: id }) => id ?? []),
      );
      return {
        imports: rows.map((row) => importMessage(stream, row, names.get(row.reviewer_id ?? ''))),
        nextPageToken: rows.length === limit ? String(rows.at(-1)?.id ?? '') : '',
      };
    },

    async replayImport({ stream, importId, force }, context) {
      const storage = streams[streamOf(stream)];
      const replay = { importId, force, reviewerId: operatorOf(context) };
      const note = noted(context, force ? 'import.applied' : 'import.replayed', storage.stream);
      const found = await inStream(storage.stream, () => replayImport(storage, replay, note));
      if (found) return {};
      const description = `${storage.stream} has no import ${importId} with a stored file`;
      throw notFound({ field: 'import_id', reason: 'UNKNOWN_IMPORT', description });
    },

    async rejectImport({ stream, importId, note: why }, context) {
      const storage = streams[streamOf(stream)];
      const decision = { importId, reviewerId: operatorOf(context), note: why.trim() };
      const note = noted(context, 'import.rejected', storage.stream);
      const found = await inStream(storage.stream, () => rejectImport(storage, decision, note));
      if (found) return {};
      const description = `${storage.stream} has no import ${importId}`;
      throw notFound({ field: 'import_id', reason: 'UNKNOWN_IMPORT', description });
    },

    async resetStream(request, context) {
      const storage = streams[streamOf(request.stream)];
      if (request.confirmation !== storage.stream) {
        const description = `type ${storage.stream} to delete everything stored of it`;
        throw invalidRequest([{ field: 'confirmation', reason: 'NOT_CONFIRMED', description }]);
      }
      await inStream(storage.stream, () =>
        resetStream(storage, noted(context, 'stream.reset', storage.stream)),
      );
      return {};
    },

    async listDeadLetters({ stream, pageSize, pageToken }) {
      const limit = pageSize || DEFAULT_PAGE;
      const before = pageStart(pageToken);
      const parked = await busOf(stream).run((bus) =>
        bus.listParked({ limit, ...(before !== undefined && { before }) }),
      );
      return {
        deadLetters: parked.map(deadLetterMessage),
        nextPageToken: parked.length === limit ? String(parked.at(-1)?.id ?? '') : '',
      };
    },

    async retryDeadLetter({ stream, id }, context) {
      const { name, run } = busOf(stream);
      const found = await run((bus) => bus.retryParked(id));
      if (found) {
        await noted(context, 'dead-letter.retried', name)({ id: String(id) });
        return {};
      }
      throw notFound({
        field: 'id',
        reason: 'UNKNOWN_DEAD_LETTER',
        description: `${name} has no dead letter ${id}`,
      });
    },
  };
}

/** A page token is the id that the last page ended with. */
function pageStart(token: string): bigint | undefined {
  if (token === '') return undefined;
  if (/^[1-9]\d{0,17}$/.test(token)) return BigInt(token);
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
