import { randomUUID } from 'node:crypto';
import { Code, ConnectError, createContextKey, type Interceptor } from '@connectrpc/connect';
import type { Logger } from 'pino';
import { hasCode } from '../platform/has-code.ts';
import { toConnectError } from './errors.ts';

/** What a handler knows of the call it serves: `context.values.get(requestKey)`. */
export interface RpcRequest {
  /** From the client's `x-request-id`, else random. */
  readonly id: string;
  /** Logs with the request id and the method. */
  readonly log: Logger;
}

/** Context key of the {@link RpcRequest}; undefined outside {@link requestLogInterceptor}. */
export const requestKey = createContextKey<RpcRequest | undefined>(undefined, {
  description: 'request id and log',
});

/** The header in which clients and answers name a request. */
export const REQUEST_ID = 'x-request-id';
// What others call themselves ends up in our log and our response header.
const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * Gives every call a request id and a logger, sends the id back in `x-request-id`, logs one line with code and
 * duration when the call is over, and lets no error leave that was not made for the client
 * (see {@link toConnectError}). Must be the outermost of those that answer.
 *
 * @param traceparent the trace that the call is part of, for the log.
 */
export function requestLogInterceptor(
  log: Logger,
  traceparent: () => string | undefined = () => undefined,
): Interceptor {
  return (next) => async (call) => {
    const request = nameRequest(
      call.header.get(REQUEST_ID),
      `${call.service.typeName}/${call.method.name}`,
      traceparent() === undefined ? log : log.child({ traceId: traceparent()?.split('-')[1] }),
    );
    call.contextValues.set(requestKey, request);
    const finish = durationLog(request.log);
    const fail = (thrown: unknown): ConnectError => {
      const error = ownOf(
        call.signal.aborted && isCutOff(thrown) ? gone(thrown) : toConnectError(thrown, request),
      );
      error.metadata.set(REQUEST_ID, request.id);
      finish(Code[error.code], error.rawMessage);
      return error;
    };
    try {
      const response = await next(call);
      response.header.set(REQUEST_ID, request.id);
      if (response.stream) {
        // A stream whose client stalled and left never reaches its end, but its signal fires.
        call.signal.addEventListener('abort', () => finish(Code[Code.Canceled]));
        return { ...response, message: watchMessages(response.message, finish, fail) };
      }
      finish('OK');
      return response;
    } catch (thrown) {
      throw fail(thrown);
    }
  };
}

/** What reading from and writing to a connection throw whose other side is gone. */
const isCutOff = (thrown: unknown): boolean =>
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'].some((code) =>
    hasCode(thrown, code),
  );

const gone = (cause: unknown): ConnectError =>
  new ConnectError('the client is gone', Code.Canceled, undefined, undefined, cause);

/** Several calls may fail with one error: all that are under way when the server ends do. */
function ownOf({ rawMessage, code, metadata, details, cause }: ConnectError): ConnectError {
  const own = new ConnectError(rawMessage, code, metadata, undefined, cause);
  own.details = details;
  return own;
}

/** The id of a request, by what its client says in `x-request-id`. */
export function requestIdOf(given: string | readonly string[] | null | undefined): string {
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
}

function nameRequest(given: string | null, method: string, log: Logger): RpcRequest {
  const id = requestIdOf(given);
  return { id, log: log.child({ requestId: id, method }) };
}

type Finish = (code: string, message?: string) => void;

/** Logs the first end of a call and ignores the others. */
function durationLog(log: Logger): Finish {
  const startedAt = performance.now();
  let finished = false;
  return (code, message) => {
    if (finished) return;
    finished = true;
    log.info({ code, durationMs: Math.round(performance.now() - startedAt), error: message }, 'call');
  };
}

async function* watchMessages<T>(
  messages: AsyncIterable<T>,
  finish: Finish,
  fail: (thrown: unknown) => ConnectError,
): AsyncGenerator<T> {
  try {
    yield* messages;
    finish('OK');
  } catch (thrown) {
    throw fail(thrown);
  }
}
