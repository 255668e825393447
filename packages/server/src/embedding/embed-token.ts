import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Scope } from '../access/principal.ts';
import type { SigningKey } from './signing-keys.ts';

/** Longest that an embed token lives, whoever signs it. */
export const MAX_TOKEN_SECONDS = 3600;

/** A token for a customer of a site. */
export interface EmbedTokenOptions {
  /** Origin of this server, which issues the token and is whom it is for. */
  readonly issuer: string;
  readonly siteId: string;
  /** The site's own id of its customer. */
  readonly subject: string;
  readonly displayName: string;
  readonly scopes: readonly Scope[];
  readonly issuedAt: Date;
  readonly lifetimeSeconds: number;
}

/** A signed token, and when it ends. */
export interface EmbedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs an embed token: a JWT (RFC 7519) with the claims iss, aud, sub, site, name, scope, iat, exp and jti. */
export async function mintEmbedToken(key: SigningKey, options: EmbedTokenOptions): Promise<EmbedToken> {
  const { issuer, siteId, subject, displayName, scopes, lifetimeSeconds } = options;
  const issuedAt = Math.floor(options.issuedAt.getTime() / 1000);
  const end = issuedAt + Math.min(lifetimeSeconds, MAX_TOKEN_SECONDS);
  const token = await new SignJWT({
    site: siteId,
    ...(displayName !== '' && { name: displayName }),
    scope: scopes.join(' '),
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(end)
    .setJti(randomUUID())
    .sign(key.privateKey);
  return { token, expiresAt: new Date(end * 1000) };
}
