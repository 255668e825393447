import { createHash } from 'node:crypto';
import type { MsRange } from './encode-runs.ts';
import type { StreamCursor } from './series-store.ts';
import { MS_PER_DAY } from './utc-days.ts';

/** What the freshness of an answer depends on. */
export interface CacheQuestion {
  /** Everything of the request that shapes the answer, and the form of the answer. */
  readonly request: string;
  readonly cursor: StreamCursor;
  /** End of the stream's newest interval; null while it has none. */
  readonly newest: Date | null;
  /** Absent where the answer follows the newest data. */
  readonly range?: MsRange;
  readonly asOf?: Date | undefined;
  readonly now: Date;
}

/** HTTP headers of an answer, RFC 9110 and RFC 9111. */
export interface CachePolicy {
  /** Weak: intermediaries may compress. */
  readonly etag: string;
  readonly cacheControl: string;
}

/** Files of the running month and of the last days of the one before keep coming. */
const OPEN_MS = 35 * MS_PER_DAY;
/** An import that is older than this has committed or failed: what was known before it stands. */
const SETTLED_MS = 3_600_000;

/**
 * How long an answer may be kept. What was known at a past time never changes; a range that reaches into the last
 * 35 days before the newest data changes with every import; older ranges change seldom.
 */
export function cachePolicy(question: CacheQuestion): CachePolicy {
  const { request, cursor, newest, range, asOf, now } = question;
  if (asOf && asOf.getTime() < now.getTime() - SETTLED_MS) {
    return {
      etag: etagOf([request, cursor.epoch]),
      cacheControl: `public, max-age=${30 * 86_400}, immutable`,
    };
  }
  const isClosed = range && newest && range.to <= newest.getTime() - OPEN_MS;
  return {
    etag: etagOf([request, cursor.epoch, String(cursor.revision)]),
    cacheControl: isClosed ? 'public, max-age=86400' : 'public, max-age=10',
  };
}

/** True if a conditional request already has what the entity tag stands for (RFC 9110, 13.1.2, weak comparison). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag));
}

function etagOf(parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
  return `W/"${hash}"`;
}
