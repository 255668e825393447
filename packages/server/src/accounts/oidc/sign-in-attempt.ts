import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { SignInError } from './sign-in-error.ts';

/** How long somebody may take at the provider. */
export const ATTEMPT_SECONDS = 600;

/** A sign-in that was begun, kept by the browser that began it. */
export interface SignInAttempt {
  /** Name of the provider. */
  readonly provider: string;
  /** Comes back in the address: tells that this browser began it. */
  readonly state: string;
  /** Comes back in the ID token: tells that the token was made for it. */
  readonly nonce: string;
  /** Shown with the code: tells that whoever redeems it has begun it (PKCE, RFC 7636). */
  readonly codeVerifier: string;
  /** Where to go afterwards, see `returnPath`. */
  readonly returnTo: string;
}

/** Seals an attempt for a cookie: encrypted and authenticated by A256GCM, good for ten minutes. */
export async function sealAttempt(key: Uint8Array, attempt: SignInAttempt, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new EncryptJWT({ ...attempt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ATTEMPT_SECONDS)
    .encrypt(key);
}

/**
 * Opens a sealed attempt.
 *
 * @throws SignInError `sign_in_expired` if there is none, it is too old, or it was not sealed by this key.
 */
export async function openAttempt(
  key: Uint8Array,
  sealed: string | undefined,
  now: Date,
): Promise<SignInAttempt> {
  if (sealed === undefined) throw new SignInError('sign_in_expired', { detail: 'no cookie' });
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      currentDate: now,
      requiredClaims: ['exp'],
    });
    const text = (name: keyof SignInAttempt): string => {
      const value = payload[name];
      if (typeof value === 'string') return value;
      throw new SignInError('sign_in_expired', { detail: `no ${name}` });
    };
    return {
      provider: text('provider'),
      state: text('state'),
      nonce: text('nonce'),
      codeVerifier: text('codeVerifier'),
      returnTo: text('returnTo'),
    };
  } catch (cause) {
    if (cause instanceof errors.JOSEError)
      throw new SignInError('sign_in_expired', { detail: cause.code, cause });
    throw cause;
  }
}
