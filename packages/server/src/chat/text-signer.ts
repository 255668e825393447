import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs texts with HMAC-SHA-256, as 43 characters of base64url. */
export class TextSigner {
  readonly #key: Buffer;

  /** @param key 32 bytes, the same on every node. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }

  /**
   * Whether a signature is that of the text. They are compared as written: the last character of base64url has two bits
   * that decoding drops, so that four spellings would pass as the same bytes.
   */
  accepts(text: string, signature: string): boolean {
    const given = Buffer.from(signature);
    const right = Buffer.from(this.sign(text));
    return given.length === right.length && timingSafeEqual(given, right);
  }
}
