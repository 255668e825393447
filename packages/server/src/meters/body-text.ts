import { MAX_BODY_BYTES } from './reading.ts';

/** Of a character of a string, which is half a UTF-16 pair or all. */
const MOST_BYTES = 3;

/** A message's body as text that PostgreSQL can keep, and no longer than is kept of a rejected reading. */
export function bodyText(content: Buffer): string {
  const text = content.subarray(0, MAX_BODY_BYTES).toString().replaceAll('\0', '\uFFFD');
  if (text.length * MOST_BYTES <= MAX_BODY_BYTES || Buffer.byteLength(text) <= MAX_BODY_BYTES) return text;
  // Each byte that is no UTF-8 became a character of three.
  return Buffer.from(text)
    .subarray(0, MAX_BODY_BYTES)
    .toString()
    .replace(/\uFFFD+$/, '');
}
