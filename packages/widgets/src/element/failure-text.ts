import { ElementError } from './element-error.ts';
import { strings } from './strings.ts';

/** What an error of the contract tells beside its message; read by name, as a host may bring its own client. */
interface ServerError extends Error {
  readonly code?: unknown;
  readonly requestId?: unknown;
  readonly retryAfterMs?: unknown;
}

/** Messages that the console has; a page may stay open for weeks, and each may name another thing. */
const told = new Set<string>();
const MOST_TOLD = 100;

/**
 * What went wrong, in words of whoever looks at the page; empty where there is no more to say than that it did. What the
 * server said is for who wrote the page: on the console, once. What an element says itself is said as it is.
 */
export function failureText(error: ServerError): string {
  if (error instanceof ElementError) return error.words();
  const text = wordsOf(error) ?? error.message;
  if (text !== error.message && !told.has(error.message)) {
    if (told.size >= MOST_TOLD) told.clear();
    told.add(error.message);
    console.warn(`Wattlet: ${error.message}`);
  }
  return text;
}

function wordsOf({ code, requestId, retryAfterMs }: ServerError): string | undefined {
  switch (code) {
    case 'unavailable':
    case 'deadline_exceeded':
      return strings.unreachable;
    case 'resource_exhausted':
      return retryAfterMs === undefined ? '' : strings.tooMany;
    case 'unauthenticated':
      return strings.signIn;
    case 'permission_denied':
      return strings.notAllowed;
    case 'failed_precondition':
      return '';
    case 'internal':
    case 'unknown':
    case 'data_loss':
      return requestId ? strings.quote(String(requestId)) : '';
    default:
      return undefined;
  }
}
