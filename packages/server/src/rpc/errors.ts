import { create } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RequestInfoSchema,
  RetryInfoSchema,
} from '../gen/google/rpc/error_details_pb.js';
import type { Log } from '../platform/log.ts';

/** The domain of every `google.rpc.ErrorInfo` that this server sends. */
export const ERROR_DOMAIN = 'wattlet';

/** A field that a request got wrong. */
export interface FieldViolation {
  /** Path from the request message, `selector.area`; empty for the message as a whole. */
  readonly field: string;
  /** For programs: UPPER_SNAKE_CASE, or the id of the validation rule. */
  readonly reason: string;
  /** For people. */
  readonly description: string;
}

/** `invalid_argument`: fields of the request are wrong, whatever the state of the data. */
export function invalidRequest(violations: readonly FieldViolation[], cause?: unknown): ConnectError {
  const message = violations.map(({ field, description }) =>
    field ? `${field}: ${description}` : description,
  );
  return explain(Code.InvalidArgument, {
    reason: violations.length === 1 ? (violations[0]?.reason ?? 'INVALID_REQUEST') : 'INVALID_REQUEST',
    message: message.join('; '),
    violations,
    cause,
  });
}

/** `not_found`: a field of the request names a thing that does not exist. */
export function notFound(violation: FieldViolation): ConnectError {
  const { reason, description: message } = violation;
  return explain(Code.NotFound, { reason, message, violations: [violation] });
}

/** `unauthenticated`: the caller's credential is not one, or no longer; why exactly is for the log. */
export function unauthenticated(
  explanation: Pick<Explanation, 'reason' | 'message' | 'cause'>,
): ConnectError {
  return explain(Code.Unauthenticated, explanation);
}

/** `permission_denied`: the caller is known and may not do this. */
export function permissionDenied(
  explanation: Pick<Explanation, 'reason' | 'message' | 'metadata'>,
): ConnectError {
  return explain(Code.PermissionDenied, explanation);
}

/** `failed_precondition`: something else has to be done first; the message says what. */
export function failedPrecondition(
  explanation: Pick<Explanation, 'reason' | 'message' | 'metadata'>,
): ConnectError {
  return explain(Code.FailedPrecondition, explanation);
}

/** `aborted`: somebody else changed the thing in the meantime; read it again and decide anew. */
export function aborted(explanation: Pick<Explanation, 'reason' | 'message' | 'metadata'>): ConnectError {
  return explain(Code.Aborted, explanation);
}

/** `already_exists`: a field of the request names a thing that is there already. */
export function alreadyExists(violation: FieldViolation): ConnectError {
  const { reason, description: message } = violation;
  return explain(Code.AlreadyExists, { reason, message, violations: [violation] });
}

/** `resource_exhausted`: tried too often; may be tried again after `retryAfterMs`. */
export function tooMany(
  explanation: Pick<Explanation, 'reason' | 'message'> & { readonly retryAfterMs: number },
): ConnectError {
  return explain(Code.ResourceExhausted, explanation);
}

/** `resource_exhausted`: the request asks for more than one answer holds; the message says what to ask instead. */
export function tooLarge(message: string): ConnectError {
  return explain(Code.ResourceExhausted, { reason: 'ANSWER_TOO_LARGE', message });
}

/** `unavailable`: a part of the server is down for now; may be tried again after five seconds. */
export function unavailable(
  explanation: Pick<Explanation, 'reason' | 'message' | 'metadata' | 'cause'>,
): ConnectError {
  return explain(Code.Unavailable, { ...explanation, retryAfterMs: 5_000 });
}

/**
 * Turns whatever a handler threw into what the client may see. An error made on purpose, and the end of a call
 * that the client gave up, pass as they are. Everything else was not expected: it is logged here, once, and
 * becomes `internal` with the request id to report and nothing of what happened, be it stack, query or secret.
 */
export function toConnectError(
  thrown: unknown,
  request: { readonly id: string; readonly log: Pick<Log, 'error'> },
): ConnectError {
  if (thrown instanceof ConnectError) return thrown;
  const error = ConnectError.from(thrown);
  if (error.code === Code.Canceled) return error;
  request.log.error({ err: thrown }, 'request failed unexpectedly');
  return explain(Code.Internal, {
    reason: 'INTERNAL',
    message: `internal error; report it with the request id ${request.id}`,
    requestId: request.id,
    cause: thrown,
  });
}

interface Explanation {
  /** UPPER_SNAKE_CASE, never reused for another cause. */
  readonly reason: string;
  /** What happened, to what, and what to do. */
  readonly message: string;
  readonly violations?: readonly FieldViolation[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  /** For the log; never sent. */
  readonly cause?: unknown;
}

function explain(code: Code, explanation: Explanation): ConnectError {
  const { reason, message, violations = [], metadata = {}, retryAfterMs, requestId, cause } = explanation;
  const info = create(ErrorInfoSchema, { reason, domain: ERROR_DOMAIN, metadata: { ...metadata } });
  const error = new ConnectError(message, code, undefined, [{ desc: ErrorInfoSchema, value: info }], cause);
  if (violations.length > 0) {
    const value = create(BadRequestSchema, { fieldViolations: [...violations] });
    error.details.push({ desc: BadRequestSchema, value });
  }
  if (retryAfterMs !== undefined) {
    const value = create(RetryInfoSchema, { retryDelay: durationFromMs(retryAfterMs) });
    error.details.push({ desc: RetryInfoSchema, value });
  }
  if (requestId !== undefined) {
    error.details.push({ desc: RequestInfoSchema, value: create(RequestInfoSchema, { requestId }) });
  }
  return error;
}
