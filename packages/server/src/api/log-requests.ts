import { ConnectError, type ContextValues } from '@connectrpc/connect';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { hasCode } from '../platform/has-code.ts';
import { requestKey } from '../rpc/request-log.ts';
import { isHttp2 } from './body-deadline.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the call that the request is; undefined while none has begun. */
    callValues?: ContextValues;
  }
}

/** Longest part of an address that is logged. */
const PATH_CHARACTERS = 200;
/** What machines ask for every few seconds. */
const PROBES: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/**
 * Logs one line for each plain request when it is over, however it ends. Calls have their own, with their code; those that no
 * interceptor hears of, as they cannot be read, have one here. Files and probes have one only when they fail. Of the address the
 * query is left out: signatures, codes and keys are there.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const startedAt = performance.now();
    let isWhole = false;
    reply.raw.once('finish', () => {
      // Over HTTP/2 that is said of a stream that was cut off, too.
      isWhole = !isHttp2(reply.raw) || (reply.raw.stream.writableFinished && !reply.raw.stream.aborted);
    });
    reply.raw.once('close', () => {
      if (request.callValues?.get(requestKey)) return;
      const { method, url } = request;
      const status = reply.statusCode;
      if (isWhole && status < 400 && isQuiet(request)) return;
      request.log.info(
        {
          method,
          path: url.split('?', 1)[0]?.slice(0, PATH_CHARACTERS),
          status,
          durationMs: Math.round(performance.now() - startedAt),
          ...(!isWhole && { cutOff: true }),
        },
        'request',
      );
    });
  });
}

const isQuiet = ({ method, routeOptions: { url = '' } }: FastifyRequest): boolean =>
  method === 'OPTIONS' || url.endsWith('*') || url.startsWith('/grpc.health.') || PROBES.has(url);

/** Fastify's own lines: of these only those about what nobody else tells, and each with the request's id. */
export class PlainLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });
  }

  /** An answer that had begun and could not be ended. */
  override streamError(error: Error, { log }: FastifyRequest, { raw }: FastifyReply): void {
    // The client has gone, which the line of its request says.
    const { destroyed } = isHttp2(raw) ? raw.stream : raw;
    if (destroyed && hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) return;
    if (error instanceof ConnectError) log.info({ reason: error.rawMessage }, 'answer was cut off');
    else log.error({ err: error }, 'answer failed on its way');
  }

  /** What a route threw that answers no errors of its own. */
  override defaultErrorLog(error: Error, { log }: FastifyRequest, { statusCode }: FastifyReply): void {
    if (statusCode >= 500) log.error({ err: error }, 'request failed unexpectedly');
  }
}
