import { createHash, randomBytes } from 'node:crypto';

/** A value that only its bearer knows: 32 random bytes as base64url, 43 characters. */
export function makeOpaqueToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of one. It is random enough for a plain SHA-256. */
export function hashOpaqueToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
