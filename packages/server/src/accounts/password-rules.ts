import { dictionary } from '@zxcvbn-ts/language-common';
import type { FieldViolation } from '../rpc/errors.ts';
import { normalizePassword } from './password-text.ts';

/** Length in code points, after NFKC. */
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 256;

/** `aaaaaaaaaa` and `1212121212` are long and yet among the first guesses. */
const MIN_DIFFERENT = 5;

const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Up to four digits and signs at either end: people add them to words, and guessers know. */
const TRIMMINGS = /^[^\p{L}]{0,4}|[^\p{L}]{0,4}$/gu;

/** Whose password it is to become: what others know of them is no secret. */
export interface PasswordOwner {
  readonly email: string;
  readonly displayName: string;
}

/**
 * Says why a password will not do: too short or long, repeating a few characters, on the list of common ones
 * (49,000 of them, from leaks), or the owner's address or name. Undefined if it will do.
 */
export function passwordViolation(
  password: string,
  owner: PasswordOwner,
): Omit<FieldViolation, 'field'> | undefined {
  const characters = [...normalizePassword(password)];
  if (characters.length < MIN_PASSWORD_LENGTH) {
    return {
      reason: 'PASSWORD_TOO_SHORT',
      description: `needs ${MIN_PASSWORD_LENGTH} characters or more; a few words you can remember are fine`,
    };
  }
  if (characters.length > MAX_PASSWORD_LENGTH) {
    return {
      reason: 'PASSWORD_TOO_LONG',
      description: `has ${characters.length} characters, ${MAX_PASSWORD_LENGTH} are allowed`,
    };
  }
  if (new Set(characters).size < MIN_DIFFERENT) {
    return {
      reason: 'PASSWORD_REPETITIVE',
      description: `repeats the same few characters: use ${MIN_DIFFERENT} different ones or more`,
    };
  }
  const whole = fold(password);
  const core = whole.replace(TRIMMINGS, '');
  if (COMMON.has(whole) || COMMON.has(core)) {
    return {
      reason: 'PASSWORD_COMMON',
      description: 'is one that many people use and attackers try first: choose another, maybe a few words',
    };
  }
  if (knownOf(owner).some((known) => known === whole || known === core)) {
    return {
      reason: 'PASSWORD_PERSONAL',
      description: 'is your address or name, which others know: choose another',
    };
  }
  return undefined;
}

const fold = (text: string): string => normalizePassword(text).toLowerCase();

function knownOf({ email, displayName }: PasswordOwner): string[] {
  const address = fold(email);
  const name = fold(displayName);
  const known = [address, address.replace(/@.*/s, ''), name, name.replaceAll(/\s/g, '')];
  return known.filter((text) => text !== '').flatMap((text) => [text, text.replace(TRIMMINGS, '')]);
}
