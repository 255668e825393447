/**
 * Why a source could not be read.
 *
 * - `bad-url`: the address of the source cannot be used
 * - `bad-name`: not the name of an export
 * - `unreachable`: no connection, or it was lost
 * - `refused`: the server does not sign us in
 * - `forbidden`: the server or the system does not let us read the folder or file
 * - `missing`: the folder or file is not there
 * - `tls`: no trusted encrypted connection
 * - `protocol`: the server's answer makes no sense
 * - `timeout`: no progress, or not done in time
 * - `busy`: the server wants no request for a while
 * - `incomplete`: the transfer ended early; the next fetch resumes it
 * - `changed`: the file at the source is not what it was, or not what the source says it is
 * - `too-large`, `listing-too-large`: over a limit of `source-limits.ts`
 */
export type SourceFailure =
  | 'bad-url'
  | 'bad-name'
  | 'unreachable'
  | 'refused'
  | 'forbidden'
  | 'missing'
  | 'tls'
  | 'protocol'
  | 'timeout'
  | 'busy'
  | 'incomplete'
  | 'changed'
  | 'too-large'
  | 'listing-too-large';

/** Failures that may pass at any moment, and cost the source little to meet again. */
const PASSING: readonly SourceFailure[] = ['unreachable', 'timeout', 'busy', 'incomplete'];

/**
 * A source could not be read. The message says what happened to what and what to do. It holds no
 * password and no text that a server sent, because a server can send a password back.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly reason: SourceFailure;

  constructor(reason: SourceFailure, message: string) {
    super(message);
    this.reason = reason;
  }

  /** Whether it may pass at any moment. */
  get isPassing(): boolean {
    return PASSING.includes(this.reason);
  }
}
