import type { FastifyRequest } from 'fastify';
import { liveSocketOf } from '../live/live-socket.ts';

/**
 * How long a client may take no byte of an answer, in milliseconds: longer than any call may take, as nothing goes to and fro
 * meanwhile. Live streams and downloads have shorter times of their own.
 */
export const READER_MS = 90_000;

/**
 * A hook for `onRequest`: whoever asks and then reads nothing for `readerMs` is cut off, so that what waits for them is not
 * kept for ever. Over HTTP/2 that is the one stream, else the connection. Node itself sets no such limit.
 */
export function readerDeadline(readerMs: number) {
  return async ({ raw }: Pick<FastifyRequest, 'raw'>): Promise<void> => {
    const carrier = liveSocketOf(raw);
    // Of HTTP/1.1 Node itself ends the connection, and sets another time once the answer is over.
    if ('session' in carrier) carrier.setTimeout(readerMs, () => carrier.destroy());
    else carrier.setTimeout(readerMs);
  };
}
