import { buffer } from 'node:stream/consumers';
import type { ConnectRouter } from '@connectrpc/connect';
import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';

/** What connect says of a message that cannot be read, or is cut off while it is packed; it takes that for a fault of the server. */
const UNREADABLE = /^\{"code":"internal","message":"(parse binary: |decompression failed")/;
const CORRECTED = JSON.stringify({ code: 'invalid_argument', message: 'the message cannot be read' });

/**
 * A message that is none is the caller's mistake: by Connect's protocol over HTTP it gets `invalid_argument` instead of
 * `internal`. It is read before any interceptor hears of it, so it is the answer that is changed. To be called once every
 * service is registered.
 */
export function blameCallers(router: ConnectRouter): void {
  for (const [index, handler] of router.handlers.entries()) router.handlers[index] = blaming(handler);
}

function blaming(handler: UniversalHandler): UniversalHandler {
  const answer = async (...request: Parameters<UniversalHandler>): Promise<UniversalServerResponse> => {
    const response = await handler(...request);
    return response.status === 500 && response.body ? corrected(response, response.body) : response;
  };
  return Object.assign(answer, handler);
}

/** Only errors of calls that are no streams have this status, and they are short. */
async function corrected(
  response: UniversalServerResponse,
  body: AsyncIterable<Uint8Array>,
): Promise<UniversalServerResponse> {
  const content = await buffer(body);
  if (!UNREADABLE.test(content.toString())) return { ...response, body: only(content) };
  const changed = Buffer.from(CORRECTED);
  const header = new Headers(response.header);
  header.set('content-length', String(changed.length));
  return { ...response, status: 400, header, body: only(changed) };
}

async function* only(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
