import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { createContextKey } from '@connectrpc/connect';

/** What carries a response: the socket, or with HTTP/2 the one stream of it. */
export type LiveSocket = Socket | ServerHttp2Stream;

/** Context key of what carries the response; where it is not set, stalled clients are not noticed. */
export const liveSocketKey = createContextKey<LiveSocket | undefined>(undefined, {
  description: 'what carries the response',
});

/** What carries the response to a request. For `contextValues` of a Connect adapter. */
export function liveSocketOf(request: IncomingMessage | Http2ServerRequest): LiveSocket {
  return 'stream' in request ? request.stream : request.socket;
}

/**
 * Destroys the socket when for so long no byte went through it, until the signal aborts. For responses that write
 * more often than that: as far as Node can tell, their client does not read any more.
 */
export function destroyWhenStalled(socket: LiveSocket, stallMs: number, signal: AbortSignal): void {
  const onTimeout = () => socket.destroy();
  socket.setTimeout(stallMs, onTimeout);
  signal.addEventListener(
    'abort',
    () => {
      socket.off('timeout', onTimeout);
      // The HTTP server has set its own time for the next request, unless that is unlimited.
      if ('timeout' in socket && socket.timeout === stallMs) socket.setTimeout(0);
    },
    { once: true },
  );
}
