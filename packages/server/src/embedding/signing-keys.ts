import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { MasterSecret } from './master-secret.ts';

/** How long a key signs. */
const PERIOD_MS = 7 * 86_400_000;

/** What comes before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key with the id that tokens name it by. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The server's own keys for embed tokens: Ed25519, a new one every 7 days, the same on every node. */
export interface SigningKeys {
  /** The key that signs now. */
  current(now: Date): SigningKey;
  /** The key a token names, if it is the one that signs now, the one before, or, for nodes whose clock is ahead, the next. */
  find(kid: string, now: Date): SigningKey | undefined;
  /** Public halves of the same three, for `/.well-known/jwks.json` (RFC 7517). The next is there already so that nobody is surprised by it. */
  jwks(now: Date): { readonly keys: readonly JWK[] };
}

/** Keys derived from the master secret and the number of the period since 1970, which is also their `kid`. Nothing is stored. */
export function signingKeys(secret: MasterSecret): SigningKeys {
  const known = new Map<number, SigningKey>();
  const keyOf = (period: number): SigningKey => {
    const found = known.get(period);
    if (found !== undefined) return found;
    const key = deriveKey(secret, period);
    known.set(period, key);
    for (const other of known.keys()) if (Math.abs(other - period) > 2) known.delete(other);
    return key;
  };
  const valid = (now: Date): SigningKey[] => {
    const period = periodOf(now);
    return [period, period - 1, period + 1].map(keyOf);
  };
  return {
    current: (now) => keyOf(periodOf(now)),
    find: (kid, now) => valid(now).find((key) => key.kid === kid),
    jwks: (now) => ({
      keys: valid(now).map(({ kid, publicKey }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg: 'EdDSA',
        use: 'sig',
      })),
    }),
  };
}

const periodOf = (now: Date): number => Math.floor(now.getTime() / PERIOD_MS);

function deriveKey(secret: MasterSecret, period: number): SigningKey {
  const seed = secret.derive(`embed token signing key ${period}`);
  const key = Buffer.concat([PKCS8_PREFIX, seed]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return { kid: String(period), privateKey, publicKey: createPublicKey(privateKey) };
}
