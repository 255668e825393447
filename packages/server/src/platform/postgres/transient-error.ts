/**
 * Codes of failures that pass by themselves: of the system's sockets, of the drivers, and SQLSTATEs
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const TRANSIENT = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['EAI_AGAIN', 'ENOTFOUND'],
  // postgres.js
  ...[
    'CONNECTION_CLOSED',
    'CONNECTION_ENDED',
    'CONNECTION_DESTROYED',
    'CONNECT_TIMEOUT',
    'CONNECTION_CONNECT_TIMEOUT',
  ],
  // A disk of this machine is full, or full for this user.
  ...['ENOSPC', 'EDQUOT'],
  // Shutdown by an administrator, crash of the server, not yet started.
  ...['57P01', '57P02', '57P03'],
  // Too many connections, out of disk, out of memory.
  ...['53000', '53100', '53200', '53300'],
  // The object store does not answer, or asks for patience.
  'OBJECT_STORE_UNAVAILABLE',
  // Serialization failure, deadlock, lock not available, read-only after a failover.
  ...['40001', '40P01', '55P03', '25006'],
]);

/** pg has no codes for these. */
const TRANSIENT_MESSAGE =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error and is not queryable|Client was closed and is not queryable)/;

/**
 * True if the same work may succeed a little later: the database is unreachable, starting, stopping or full, a
 * disk is full, or the transaction lost against another one. Looks into causes, and into the errors of an AggregateError.
 */
export function isTransient(error: unknown): boolean {
  return some(error, (one) => {
    const code = codeOf(one);
    // Class 08: connection exceptions.
    return (
      (code !== undefined && (TRANSIENT.has(code) || /^08...$/.test(code))) ||
      TRANSIENT_MESSAGE.test(one.message)
    );
  });
}

/** True if a table, a schema or a database is not there: it was dropped, or not created yet. */
export function isMissingSchema(error: unknown): boolean {
  return some(error, (one) => ['42P01', '3F000', '3D000'].includes(codeOf(one) ?? ''));
}

function some(error: unknown, test: (error: Error) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  if (test(error)) return true;
  if (error instanceof AggregateError && error.errors.some((one) => some(one, test))) return true;
  return some(error.cause, test);
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
