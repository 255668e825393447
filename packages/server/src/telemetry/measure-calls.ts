import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import type { Metrics } from './metrics.ts';

/**
 * Counts every call and its code, and times those of one answer. The outermost: what it counts is what the client gets. Of
 * methods that are not there nothing comes by.
 */
export function measureCalls(metrics: Metrics): Interceptor {
  return (next) => async (call) => {
    const labels = { service: call.service.typeName, method: call.method.name };
    const startedAt = performance.now();
    metrics.rpcStarted.inc(labels);
    metrics.rpcInFlight.inc(labels);
    let over = false;
    const finish = (code: string) => {
      if (over) return;
      over = true;
      metrics.rpcInFlight.dec(labels);
      metrics.rpcHandled.inc({ ...labels, code });
      if (!call.stream) metrics.rpcSeconds.observe(labels, (performance.now() - startedAt) / 1000);
    };
    try {
      const response = await next(call);
      if (!response.stream) {
        finish('ok');
        return response;
      }
      // A stream whose client stalled and left never reaches its end, but its signal fires.
      call.signal.addEventListener('abort', () => finish(nameOf(Code.Canceled)), { once: true });
      return { ...response, message: untilOver(response.message, finish) };
    } catch (error) {
      finish(nameOf(ConnectError.from(error).code));
      throw error;
    }
  };
}

async function* untilOver<T>(messages: AsyncIterable<T>, finish: (code: string) => void): AsyncGenerator<T> {
  try {
    yield* messages;
    finish('ok');
  } catch (error) {
    finish(nameOf(ConnectError.from(error).code));
    throw error;
  }
}

/** `NotFound` as the protocols write it: `not_found`. */
const nameOf = (code: Code): string => Code[code].replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase();
