import { Readable } from 'node:stream';
import { Code, ConnectError } from '@connectrpc/connect';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isMissingSchema, isTransient } from '../platform/postgres/transient-error.ts';
import { notFound, permissionDenied, toConnectError, unavailable } from '../rpc/errors.ts';
import { sendProblem } from '../rpc/problem-json.ts';
import { type FileStorage, readFileContent, storeFile } from './attachment-files.ts';
import { findFile, findUploader } from './attachment-store.ts';
import { unknownAttachment } from './chat-errors.ts';
import { FileReceiver } from './receive-file.ts';
import { FILE_PREFIX, type SignedPaths, UPLOAD_PREFIX } from './signed-paths.ts';

/** What the routes work with. */
export interface AttachmentRoutesOptions extends FileStorage {
  readonly now: () => Date;
  readonly paths: SignedPaths;
  readonly receiver?: FileReceiver;
}

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 10_000_000;

/** Enough for the largest file by a slow line. */
const UPLOAD_MS = 120_000;

/** A signed path is for whoever has it, also in pages of sites; what it shows runs nothing and asks for nothing. */
const FILE_HEADERS = {
  'cache-control': 'private, max-age=600, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

interface FileRequest {
  Params: { siteId: string; attachmentId: string };
  Querystring: Record<string, unknown>;
}

/** Puts and fetches files by signed paths: `PUT /chat/uploads/…`, `GET /chat/files/…`. Who may have a path is for `ChatService`. */
export async function attachmentRoutes(
  app: FastifyInstance,
  options: AttachmentRoutesOptions,
): Promise<void> {
  const { sql, blobs, paths, receiver = new FileReceiver(), now } = options;
  // Bodies are read by the route, whatever their type says they are.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.setErrorHandler((error, request, reply) => sendProblem(reply, connectErrorOf(error, request)));

  const id = { type: 'string', pattern: UUID };
  const schema = { params: { type: 'object', properties: { siteId: id, attachmentId: id } } };
  const path = '/:siteId/:attachmentId';

  app.put<FileRequest>(
    `${UPLOAD_PREFIX}${path}`,
    { schema, bodyLimit: MAX_FILE_BYTES, config: { bodyTimeoutMs: UPLOAD_MS } },
    async (request, reply) => {
      const { params, query, raw } = request;
      const bytes = paths.readUpload({ ...params, query }, now());
      if (bytes === undefined) throw pathRefused();
      const sender = await findUploader(sql, params.siteId, params.attachmentId);
      if (sender === undefined) throw uploadedAlready();
      const file = { sender, bytes };
      const stored = await receiver.receive(raw, file, (content) => storeFile(options, params, content));
      if (!stored) throw uploadedAlready();
      const { mediaType, width, height } = stored;
      return reply
        .header('cache-control', 'no-store')
        .send({ mediaType, sizeBytes: stored.bytes, width, height });
    },
  );

  app.get<FileRequest>(`${FILE_PREFIX}${path}`, { schema }, async (request, reply) => {
    const { params, query } = request;
    if (!paths.allowsFetch({ ...params, query }, now())) throw pathRefused();
    const file = await findFile(sql, params.siteId, params.attachmentId);
    if (!file) throw unknownAttachment(params.attachmentId);
    reply.headers({
      ...FILE_HEADERS,
      'content-type': file.media_type,
      'content-length': file.size_bytes,
      'content-disposition': contentDisposition(file.file_name),
    });
    return reply.send(Readable.from(readFileContent(blobs, file.blob_hash)));
  });
}

/** Always to be saved, under its name (RFC 6266, RFC 8187): a picture is shown all the same where a page embeds it. */
export function contentDisposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function pathRefused() {
  const message = 'the path is not signed, or its time is over: ask for a new one';
  return permissionDenied({ reason: 'PATH_REFUSED', message });
}

function uploadedAlready() {
  const description = 'the file is uploaded already, or its upload was given up';
  return notFound({ field: 'attachment_id', reason: 'UPLOADED_ALREADY', description });
}

function connectErrorOf(error: unknown, request: FastifyRequest): ConnectError {
  if (isTransient(error) || isMissingSchema(error)) {
    // The client has gone, and is not there to be told; else it is the database.
    const message = 'files are not available at the moment';
    return unavailable({ reason: 'FILES_UNAVAILABLE', message, cause: error });
  }
  if (isRefusedByServer(error)) return new ConnectError(error.message, Code.InvalidArgument);
  return toConnectError(error, { id: request.id, log: request.log });
}

/** Errors of the HTTP server itself, such as a body that says to be too large. */
function isRefusedByServer(error: unknown): error is Error & { readonly statusCode: number } {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}
