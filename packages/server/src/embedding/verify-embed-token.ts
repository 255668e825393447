import { createHash } from 'node:crypto';
import type { ConnectError } from '@connectrpc/connect';
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Scope } from '../access/principal.ts';
import { isUuid } from '../platform/uuid.ts';
import { unauthenticated, unavailable } from '../rpc/errors.ts';
import { MAX_TOKEN_SECONDS } from './embed-token.ts';
import { isSubject, plainName } from './plain-text.ts';
import { SiteKeysError } from './site-key-sets.ts';
import { scopesOfClaim } from './token-scopes.ts';

/** How far the clock of whoever signs may be from ours. */
const CLOCK_SKEW_SECONDS = 60;

/** Longest token that is looked at. */
const MAX_LENGTH = 8192;

/** What a token says of itself before anything is verified: good to look things up, not to believe. */
export interface ClaimedIdentity {
  readonly issuer: string;
  readonly siteId: string;
  readonly subject: string;
}

/** What a verified token says. */
export interface EmbedTokenClaims {
  readonly displayName: string | undefined;
  readonly scopes: ReadonlySet<Scope>;
  readonly expiresAt: Date;
  /** The token's `jti`, or a hash of it. */
  readonly tokenId: string;
}

/** Who a token must be from, whom for, and how its signature is checked. */
export interface TokenExpectations {
  readonly issuer: string;
  readonly audience: string;
  /** Asymmetric ones only: with HMAC whoever knows the public key could sign. */
  readonly algorithms: readonly ('RS256' | 'ES256' | 'EdDSA')[];
  readonly key: JWTVerifyGetKey;
}

/** Whether a bearer has the form of a JWT, signed or not. No other credential has dots. */
export function looksLikeToken(bearer: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]*$/.test(bearer);
}

/**
 * Reads what a token claims to be.
 *
 * @throws ConnectError `unauthenticated` if it is none that names a site and a customer.
 */
export function readClaimedIdentity(token: string): ClaimedIdentity {
  if (token.length > MAX_LENGTH) throw refused();
  let claims: JWTPayload;
  try {
    claims = decodeJwt(token);
  } catch (cause) {
    throw refused(cause);
  }
  const { iss, sub, site } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof site !== 'string') throw refused();
  if (!isUuid(site) || !isSubject(sub)) throw refused();
  return { issuer: iss, siteId: site, subject: sub };
}

/**
 * Verifies signature, issuer, audience and times of a token. It must have `iat` and `exp`, at most an hour apart.
 *
 * @throws ConnectError `unauthenticated`; the reason says more than that the token is not accepted only where its signature
 *   is valid. `unavailable` if the keys of the site cannot be had.
 */
export async function verifyEmbedToken(
  token: string,
  expected: TokenExpectations,
  now: Date,
): Promise<EmbedTokenClaims> {
  const { issuer, audience, algorithms, key } = expected;
  const { payload } = await jwtVerify(token, key, {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: CLOCK_SKEW_SECONDS,
    maxTokenAge: MAX_TOKEN_SECONDS,
    currentDate: now,
    requiredClaims: ['sub', 'site', 'iat', 'exp'],
  }).catch((error) => {
    throw refusalOf(error);
  });
  const { iat = 0, exp = 0, jti, name, scope } = payload;
  if (exp <= iat || exp - iat > MAX_TOKEN_SECONDS) {
    throw unauthenticated({
      reason: 'TOKEN_LIVES_TOO_LONG',
      message: `the token must end within ${MAX_TOKEN_SECONDS} seconds of its beginning`,
    });
  }
  if (!isOptionalText(name) || !isOptionalText(scope)) throw refused();
  return {
    displayName: plainName(name ?? '') || undefined,
    scopes: scopesOfClaim(scope),
    expiresAt: new Date(exp * 1000),
    tokenId: jti ?? createHash('sha256').update(token).digest('base64url'),
  };
}

const isOptionalText = (claim: unknown): claim is string | undefined =>
  claim === undefined || typeof claim === 'string';

/** `unauthenticated`: the token is not one, or not signed as it must be. Forgers learn no more than that. */
export function refused(cause?: unknown): ConnectError {
  return unauthenticated({ reason: 'TOKEN_NOT_ACCEPTED', message: 'the token is not accepted', cause });
}

function refusalOf(error: unknown): ConnectError {
  if (error instanceof SiteKeysError) {
    const message = 'the keys of the site that signed the token cannot be fetched at the moment';
    return unavailable({ reason: 'SITE_KEYS_UNAVAILABLE', message, cause: error });
  }
  if (error instanceof errors.JWTExpired) {
    return unauthenticated({ reason: 'TOKEN_EXPIRED', message: 'the token has expired', cause: error });
  }
  // Also what is wrong with a key of the site's: too short, not on its curve.
  if (!(error instanceof errors.JWTClaimValidationFailed)) return refused(error);
  switch (error.claim) {
    case 'aud': {
      const message = 'the token is not for this server';
      return unauthenticated({ reason: 'TOKEN_FOR_ANOTHER', message, cause: error });
    }
    case 'nbf':
    case 'iat': {
      const message = 'the token is not valid yet: look at the clock of whoever signs';
      return unauthenticated({ reason: 'TOKEN_NOT_YET_VALID', message, cause: error });
    }
    case 'exp': {
      const message = 'the token has no end';
      return unauthenticated({ reason: 'TOKEN_WITHOUT_END', message, cause: error });
    }
    default:
      return refused(error);
  }
}
