import { Code, ConnectError } from '@connectrpc/connect';
import { type ErrorCode, errorCodeOf, isRetryable } from './error-code.ts';
import { type ErrorDetails, type RawDetail, readErrorDetails, type Violation } from './error-details.ts';

/** What may be known about an error beside its code and message. */
export interface WattletErrorOptions extends Partial<ErrorDetails> {
  readonly cause?: unknown;
}

/**
 * The one error of the SDK. Whatever fails, a call rejects with it and an iteration throws it.
 *
 * @example
 * try {
 *   await client.series.get(request);
 * } catch (error) {
 *   if (error instanceof WattletError && error.code === 'not_found') showEmpty();
 *   else throw error;
 * }
 */
export class WattletError extends Error {
  override readonly name = 'WattletError';
  /** What kind of failure it is; a closed set. */
  readonly code: ErrorCode;
  /** The fields of the request that were not accepted; empty unless `code` is `invalid_argument`. */
  readonly violations: readonly Violation[];
  /** The server's own name of the reason, stable and in upper case, where it gives one. */
  readonly reason: string | undefined;
  /** Identifies the call in the logs of the server; quote it when asking for help. */
  readonly requestId: string | undefined;
  /** Whether the same call may well succeed a little later. */
  readonly retryable: boolean;
  /** How long the server asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: WattletErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.violations = options.violations ?? [];
    this.reason = options.reason;
    this.requestId = options.requestId;
    this.retryAfterMs = options.retryAfterMs;
    this.retryable = isRetryable(code);
  }

  /** Turns anything that was thrown into a WattletError; one that is already is returned as it is. */
  static from(thrown: unknown): WattletError {
    if (thrown instanceof WattletError) return thrown;
    if (thrown instanceof ConnectError) return fromConnect(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const name = thrown instanceof Error ? thrown.name : '';
    const code =
      name === 'AbortError' ? 'canceled' : name === 'TimeoutError' ? 'deadline_exceeded' : 'unknown';
    return new WattletError(code, message, { cause: thrown });
  }
}

function fromConnect(error: ConnectError): WattletError {
  // An abort with a WattletError as its reason arrives wrapped.
  if (error.cause instanceof WattletError) return error.cause;
  if (isBrokenTransport(error)) {
    return new WattletError('unavailable', `The server cannot be reached: ${error.rawMessage}`, {
      cause: error,
    });
  }
  const details = readErrorDetails(error.details.filter(isRaw));
  const requestId = details.requestId ?? error.metadata.get('x-request-id');
  return new WattletError(errorCodeOf(error.code), error.rawMessage, {
    ...details,
    ...(requestId ? { requestId } : {}),
    cause: error,
  });
}

/**
 * Whether the connection failed, not the call. Connect has no code of its own for this: what fetch
 * throws and a missing end of stream become `unknown`, a message that is cut short `invalid_argument`.
 */
function isBrokenTransport(error: ConnectError): boolean {
  if (error.isWireError) return false;
  if (error.code === Code.InvalidArgument) return true;
  return error.code === Code.Unknown && error.cause !== undefined;
}

function isRaw(detail: ConnectError['details'][number]): detail is RawDetail & typeof detail {
  return 'type' in detail;
}
