import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import type { Span, Tracing } from './tracing.ts';

/** Tells of every call as a span, a child of the one that its `traceparent` names. */
export function traceCalls(tracing: Tracing): Interceptor {
  return (next) => async (call) => {
    const span = tracing.start({
      name: `${call.service.typeName}/${call.method.name}`,
      kind: 'server',
      parent: call.header.get('traceparent') ?? undefined,
      attributes: {
        'rpc.system': 'connect_rpc',
        'rpc.service': call.service.typeName,
        'rpc.method': call.method.name,
      },
    });
    let over = false;
    const end = (error?: unknown) => {
      if (over) return;
      over = true;
      span.end(isOurs(error) ? error : undefined);
    };
    try {
      const response = await span.within(() => next(call));
      if (!response.stream) {
        end();
        return response;
      }
      call.signal.addEventListener('abort', () => end(), { once: true });
      return { ...response, message: untilOver(response.message, span, end) };
    } catch (error) {
      end(error);
      throw error;
    }
  };
}

async function* untilOver<T>(messages: AsyncIterable<T>, span: Span, end: (error?: unknown) => void) {
  const reader = span.within(() => messages[Symbol.asyncIterator]());
  try {
    for (;;) {
      const next = await span.within(() => reader.next());
      if (next.done) break;
      yield next.value;
    }
    end();
  } catch (error) {
    end(error);
    throw error;
  } finally {
    void reader.return?.(undefined);
  }
}

const FAULTS_OF_OURS: ReadonlySet<Code> = new Set([
  Code.Internal,
  Code.Unknown,
  Code.DataLoss,
  Code.Unavailable,
  Code.DeadlineExceeded,
]);

/** A client's mistake is no failure of the server (https://opentelemetry.io/docs/specs/semconv/rpc/). */
const isOurs = (error: unknown): boolean =>
  error !== undefined && FAULTS_OF_OURS.has(ConnectError.from(error).code);
