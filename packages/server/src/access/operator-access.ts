import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConnectError } from '@connectrpc/connect';
import { permissionDenied } from '../rpc/errors.ts';
import { signInNeeded } from './judge.ts';

/** What is known of where a request comes from. */
export interface Whereabouts {
  /** From a program or a page of this very machine, by an address of it, through no proxy. */
  readonly isLocal: boolean;
}

/**
 * Who operates the server without an account. With a token: whoever bears it. Without one: callers on
 * this machine, so that neither another host nor a page that rebinds its name (DNS rebinding) gets in.
 */
export class OperatorAccess {
  readonly #digest: Buffer | undefined;

  constructor(token: string | undefined) {
    this.#digest = token === undefined ? undefined : digest(token);
  }

  /** Whether the bearer token is the deployment's. */
  byToken(bearer: string): boolean {
    // Hashes have one length, so that the comparison takes the same time for any guess.
    return this.#digest !== undefined && timingSafeEqual(digest(bearer), this.#digest);
  }

  /** Whether a request counts without a token. */
  byPlace({ isLocal }: Whereabouts): boolean {
    return this.#digest === undefined && isLocal;
  }

  /** Why somebody unknown is no operator. */
  refusal(): ConnectError {
    return this.#digest === undefined
      ? permissionDenied({
          reason: 'NOT_ON_THIS_MACHINE',
          message: 'without OPERATOR_TOKEN operators are served on the machine itself only, or signed in',
        })
      : signInNeeded('operators send their token as "Authorization: Bearer …", or sign in');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
