import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `pk` stands in pages and opens public series, `sk` is of the site's backend. */
export type SiteKeyKind = 'pk' | 'sk';

/** Random bytes after the site's id. */
const RANDOM_BYTES: Readonly<Record<SiteKeyKind, number>> = { pk: 16, sk: 32 };

/** 16 bytes are 22 characters of base64url, 32 are 43. */
const SITE_KEY = /^(?:pk_([0-9a-f]{32})_[\w-]{22}|sk_([0-9a-f]{32})_[\w-]{43})$/;

/** A new key of a site: `pk_<site id without dashes>_<random>`. */
export function makeSiteKey(kind: SiteKeyKind, siteId: string): string {
  const random = randomBytes(RANDOM_BYTES[kind]).toString('base64url');
  return `${kind}_${siteId.replaceAll('-', '')}_${random}`;
}

/** Id of the site that a key of this kind names; undefined for what has not the form of one. */
export function siteOfKey(kind: SiteKeyKind, key: string): string | undefined {
  const [, publishable, secret] = SITE_KEY.exec(key) ?? [];
  const hex = kind === 'pk' ? publishable : secret;
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What is stored of a secret. It is random enough for a plain SHA-256. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Whether two texts are the same, in a time that does not tell how far. */
export function isSameKey(one: string, other: string): boolean {
  return timingSafeEqual(hashKey(one), hashKey(other));
}
