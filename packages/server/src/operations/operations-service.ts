import type { ServiceImpl } from '@connectrpc/connect';
import type { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import type { RoleStatus } from '../roles/supervisor.ts';
import { invalidRequest, notFound } from '../rpc/errors.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { inStream } from '../streams/query/in-stream.ts';
import { streamMessageOf, streamOf } from '../streams/series-messages.ts';
import { deadLetterMessage, importMessage, roleMessage, streamMessage } from './operations-messages.ts';
import { listImports, replayImport, requestIngest, resetStream } from './operations-store.ts';
import { checkStream } from './stream-health.ts';

const DEFAULT_PAGE = 50;

export interface OperationsServiceOptions {
  readonly streams: Streams;
  readonly roles: () => RoleStatus[];
}

/** What operators do. Who may call it is decided by the table of permissions. */
export function operationsService({
  streams,
  roles,
}: OperationsServiceOptions): ServiceImpl<typeof OperationsService> {
  return {
    async getHealth() {
      const checked = await Promise.all(
        STREAM_NAMES.map(async (name) =>
          streamMessage(streamMessageOf(name), await checkStream(streams[name])),
        ),
      );
      return { roles: roles().map(roleMessage), streams: checked };
    },

    async ingestLatest(request) {
      const storage = streams[streamOf(request.stream)];
      await inStream(storage.stream, () => requestIngest(storage));
      return {};
    },

    async listImports(request) {
      const storage = streams[streamOf(request.stream)];
      const limit = request.pageSize || DEFAULT_PAGE;
      const before = pageStart(request.pageToken);
      const rows = await inStream(storage.stream, () => listImports(storage, { before, limit }));
      return {
        imports: rows.map((row) => importMessage(request.stream, row)),
        nextPageToken: rows.length === limit ? String(rows.at(-1)?.id ?? '') : '',
      };
    },

    async replayImport(request) {
      const storage = streams[streamOf(request.stream)];
      const found = await inStream(storage.stream, () =>
        replayImport(storage, request.importId, request.force),
      );
      if (found) return {};
      const description = `${storage.stream} has no import ${request.importId} with a stored file`;
      throw notFound({ field: 'import_id', reason: 'UNKNOWN_IMPORT', description });
    },

    async resetStream(request) {
      const storage = streams[streamOf(request.stream)];
      if (request.confirmation !== storage.stream) {
        const description = `type ${storage.stream} to delete everything stored of it`;
        throw invalidRequest([{ field: 'confirmation', reason: 'NOT_CONFIRMED', description }]);
      }
      await inStream(storage.stream, () => resetStream(storage));
      return {};
    },

    async listDeadLetters(request) {
      const storage = streams[streamOf(request.stream)];
      const limit = request.pageSize || DEFAULT_PAGE;
      const before = pageStart(request.pageToken);
      const parked = await inStream(storage.stream, () =>
        storage.bus.listParked({ limit, ...(before !== undefined && { before }) }),
      );
      return {
        deadLetters: parked.map(deadLetterMessage),
        nextPageToken: parked.length === limit ? String(parked.at(-1)?.id ?? '') : '',
      };
    },

    async retryDeadLetter(request) {
      const storage = streams[streamOf(request.stream)];
      const found = await inStream(storage.stream, () => storage.bus.retryParked(request.id));
      if (found) return {};
      const description = `${storage.stream} has no dead letter ${request.id}`;
      throw notFound({ field: 'id', reason: 'UNKNOWN_DEAD_LETTER', description });
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
