/** When a token says that it was made and that it ends, epoch milliseconds. */
export interface TokenLife {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the life of a JWT (RFC 7519: `iat` and `exp`), without checking it: that is the server's to do. Undefined for
 * what is no JWT or has no end; one that does not say when it was made began at `now`.
 */
export function tokenLife(token: string, now: number): TokenLife | undefined {
  const { iat, exp } = readClaims(token);
  if (!isSeconds(exp)) return undefined;
  return { from: isSeconds(iat) ? iat * 1000 : now, to: exp * 1000 };
}

/** What a JWT says in its payload. Nothing is known of it for sure, and nothing is in what is no JWT. */
export interface Claims {
  readonly [name: string]: unknown;
}

/** The claims of a token, unchecked. */
export function readClaims(token: string): Claims {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return {};
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    // It only looks like a JWT, and is as good a token as any other.
    return {};
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
