import type { ConnectError } from '@connectrpc/connect';
import {
  type Compression,
  createMethodSerializationLookup,
  pipe,
  transformDecompressEnvelope,
  transformParseEnvelope,
  transformSplitEnvelope,
} from '@connectrpc/connect/protocol';
import { LiveService, type WatchRequest } from '../gen/wattlet/v1/live_pb.js';
import type { StreamProtocol } from './stream-protocol.ts';

/** How a request is to be read. */
export interface ReadOptions {
  readonly protocol: Pick<StreamProtocol, 'isBinary' | 'endFlag'>;
  readonly compression: Compression | null;
  readonly readMaxBytes: number;
  /** What its headers have wrong: thrown instead of reading it. */
  readonly problem: ConnectError | undefined;
}

/** The messages of a request, as they are asked for. Throws a ConnectError for what is none, or too large. */
export async function* readWatchRequest(
  body: AsyncIterable<Uint8Array>,
  { protocol, compression, readMaxBytes, problem }: ReadOptions,
): AsyncGenerator<WatchRequest> {
  if (problem) throw problem;
  const limits = { readMaxBytes, writeMaxBytes: readMaxBytes };
  const lookup = createMethodSerializationLookup(LiveService.method.watch, undefined, undefined, limits);
  yield* pipe(
    body,
    transformSplitEnvelope(readMaxBytes),
    transformDecompressEnvelope(compression, readMaxBytes),
    transformParseEnvelope(lookup.getI(protocol.isBinary), protocol.endFlag),
  );
}
