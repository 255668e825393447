import type { AnySql } from '../platform/postgres/database.ts';
import { hashKey, makeSiteKey } from './site-keys.ts';
import { replaceSecret } from './site-store.ts';

/** How long the old secret works beside a new one. */
const OVERLAP_MS = 24 * 3_600_000;

/** When the secret ends that was replaced at a time. */
export const overlapEnd = (at: Date): Date => new Date(at.getTime() + OVERLAP_MS);

/** Gives a site a new secret. Serialise by `lockSite`. @returns the secret, of which only a hash is kept */
export async function issueSecret(tx: AnySql, siteId: string, at: Date): Promise<string> {
  const secret = makeSiteKey('sk', siteId);
  await replaceSecret(tx, siteId, { hash: hashKey(secret), oldUntil: overlapEnd(at) });
  return secret;
}
