import { constants, type ServerHttp2Stream } from 'node:http2';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long a client may take to send the body of a request to this route, in milliseconds. */
    readonly bodyTimeoutMs?: number;
  }
}

/** How long a client may take to send a request, where its route does not allow more, in milliseconds. */
export const BODY_MS = 30_000;

/**
 * A hook for `onRequest`: whoever takes longer to send a body than `bodyMs`, or than their route allows, is answered 408 and
 * cut off. Node itself has one limit for the whole server only, and none for HTTP/2.
 */
export function bodyDeadline(bodyMs: number) {
  return async ({ raw, routeOptions }: AnyRequest, reply: AnyReply): Promise<void> => {
    const timer = setTimeout(() => giveUp(raw, reply), routeOptions.config.bodyTimeoutMs ?? bodyMs);
    const stop = () => clearTimeout(timer);
    raw.once('end', stop).once('close', stop);
  };
}

type AnyRequest = Pick<FastifyRequest, 'raw' | 'routeOptions'>;
type AnyReply = Pick<FastifyReply, 'raw'>;

function giveUp(raw: FastifyRequest['raw'], reply: AnyReply): void {
  if (raw.complete) return;
  if (isHttp2(raw)) {
    raw.stream.close(constants.NGHTTP2_CANCEL);
    return;
  }
  const { socket } = raw;
  if (!reply.raw.headersSent) {
    socket.write('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  }
  socket.destroySoon();
}

interface Http2Raw {
  readonly stream: ServerHttp2Stream;
}

/** Whether a request came over HTTP/2, where many share a connection. */
export const isHttp2 = (raw: object): raw is Http2Raw => 'stream' in raw;
