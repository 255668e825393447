import type { ConnectError } from '@connectrpc/connect';
import * as connect from '@connectrpc/connect/protocol-connect';
import * as grpcWeb from '@connectrpc/connect/protocol-grpc-web';

/** How long a call may take as its client says; what is wrong with that is told with the answer. */
interface Timeout {
  readonly timeoutMs?: number | undefined;
  readonly error?: ConnectError | undefined;
}

/**
 * What is different between the protocols that frame a stream alike: five bytes of flags and length, then a message, and
 * how it ended in a last frame. References: https://connectrpc.com/docs/protocol#streaming-rpcs and
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md.
 */
export interface StreamProtocol {
  readonly name: 'connect' | 'grpc-web';
  /** Protocol Buffers; else JSON. */
  readonly isBinary: boolean;
  /** Of the answer. */
  readonly contentType: string;
  /** Names of request and response headers. */
  readonly names: { readonly timeout: string; readonly encoding: string; readonly acceptEncoding: string };
  /** Flag of the last frame. */
  readonly endFlag: number;
  parseTimeout(value: string | null, maxTimeoutMs: number): Timeout;
  /** Content of the last frame: with what the stream ended, undefined if in order. */
  encodeEnd(error: ConnectError | undefined, trailer: Headers): Uint8Array<ArrayBuffer>;
}

/** The protocol of a request with this content type; undefined for one that frames otherwise, or has no frames. */
export function streamProtocolOf(contentType: string | null): StreamProtocol | undefined {
  const ofConnect = connect.parseContentType(contentType);
  if (ofConnect?.stream) return ofConnect.binary ? CONNECT : CONNECT_JSON;
  const ofWeb = grpcWeb.parseContentType(contentType);
  if (ofWeb && !ofWeb.text) return ofWeb.binary ? GRPC_WEB : GRPC_WEB_JSON;
  return undefined;
}

const endOfConnect = connect.createEndStreamSerialization(undefined);

const CONNECT: StreamProtocol = {
  name: 'connect',
  isBinary: true,
  contentType: connect.contentTypeStreamProto,
  names: {
    timeout: connect.headerTimeout,
    encoding: connect.headerStreamEncoding,
    acceptEncoding: connect.headerStreamAcceptEncoding,
  },
  endFlag: connect.endStreamFlag,
  parseTimeout: connect.parseTimeout,
  encodeEnd: (error, metadata) => endOfConnect.serialize({ metadata, ...(error && { error }) }),
};

const CONNECT_JSON: StreamProtocol = {
  ...CONNECT,
  isBinary: false,
  contentType: connect.contentTypeStreamJson,
};

const endOfGrpcWeb = grpcWeb.createTrailerSerialization();

const GRPC_WEB: StreamProtocol = {
  name: 'grpc-web',
  isBinary: true,
  contentType: grpcWeb.contentTypeProto,
  names: {
    timeout: grpcWeb.headerTimeout,
    encoding: grpcWeb.headerEncoding,
    acceptEncoding: grpcWeb.headerAcceptEncoding,
  },
  endFlag: grpcWeb.trailerFlag,
  parseTimeout: grpcWeb.parseTimeout,
  encodeEnd(error, trailer) {
    trailer.set(grpcWeb.headerGrpcStatus, grpcWeb.grpcStatusOk);
    if (error) grpcWeb.setTrailerStatus(trailer, error);
    return endOfGrpcWeb.serialize(trailer);
  },
};

const GRPC_WEB_JSON: StreamProtocol = { ...GRPC_WEB, isBinary: false, contentType: grpcWeb.contentTypeJson };
