import { Code, type ConnectError } from '@connectrpc/connect';
import type { FastifyReply } from 'fastify';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';

/** An error for plain HTTP: `application/problem+json`, RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly type: 'about:blank';
    readonly title: string;
    readonly status: number;
    /** What happened, to what, and what to do. */
    readonly detail: string;
    readonly reason?: string;
    readonly violations?: readonly { field: string; reason: string; description: string }[];
    readonly request_id: string;
  };
}

/** Status and title of each code that plain HTTP routes answer with; every other code is a 500. */
const STATUS: ReadonlyMap<Code, readonly [status: number, title: string]> = new Map([
  [Code.InvalidArgument, [400, 'Bad Request']],
  [Code.Unauthenticated, [401, 'Unauthorized']],
  [Code.PermissionDenied, [403, 'Forbidden']],
  [Code.NotFound, [404, 'Not Found']],
  [Code.FailedPrecondition, [412, 'Precondition Failed']],
  [Code.ResourceExhausted, [429, 'Too Many Requests']],
  [Code.Unavailable, [503, 'Service Unavailable']],
]);

/** Says an error that was made for the client (see `errors.ts`) in plain HTTP. */
export function problemOf(error: ConnectError, requestId: string): Problem {
  const [status, title] = STATUS.get(error.code) ?? [500, 'Internal Server Error'];
  const [info] = error.findDetails(ErrorInfoSchema);
  const violations = error.findDetails(BadRequestSchema).flatMap((detail) => detail.fieldViolations);
  const [retry] = error.findDetails(RetryInfoSchema);
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      // RFC 9110, 15.5.2
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="wattlet"' }),
      ...(retry?.retryDelay && { 'retry-after': String(retry.retryDelay.seconds) }),
    },
    body: {
      type: 'about:blank',
      title,
      status,
      detail: error.rawMessage,
      ...(info && { reason: info.reason }),
      ...(violations.length > 0 && {
        violations: violations.map(({ field, reason, description }) => ({ field, reason, description })),
      }),
      request_id: requestId,
    },
  };
}

/** Answers with an error that was made for the client. */
export function sendProblem(reply: FastifyReply, error: ConnectError): FastifyReply {
  const { status, headers, body } = problemOf(error, reply.request.id);
  return reply.code(status).headers(headers).send(JSON.stringify(body));
}
