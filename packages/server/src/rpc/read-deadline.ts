import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import { untilAborted } from '../platform/until-aborted.ts';

/**
 * Ends reads that take so long with `deadline_exceeded`, also where the client names no time: a database that is silent would
 * keep them for ever. What changes something is left alone, as it would go on unseen.
 */
export function readDeadline(ms: number): Interceptor {
  return (next) => async (call) => {
    const isRead = call.method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
    if (call.stream || !isRead) return next(call);
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new ConnectError('the operation timed out', Code.DeadlineExceeded)),
      ms,
    );
    try {
      const answer = next({ ...call, signal: AbortSignal.any([call.signal, late.signal]) });
      return await untilAborted(late.signal, answer);
    } finally {
      clearTimeout(timer);
    }
  };
}
