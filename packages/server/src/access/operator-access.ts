import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConnectError } from '@connectrpc/connect';
import type { Config } from '../config.ts';
import { isLoopbackHost } from '../embedding/origins.ts';
import { permissionDenied } from '../rpc/errors.ts';
import { signInNeeded } from './judge.ts';

/** What is known of where a request comes from. */
export interface Whereabouts {
  /** From a program or a page of this very machine, by an address of it, through no proxy. */
  readonly isLocal: boolean;
}

/** What {@link OperatorAccess} goes by. */
export type OperatorAccessConfig = Pick<Config, 'operatorToken' | 'publicUrl' | 'trustedProxies'>;

/**
 * Who operates the server without an account. With a token: whoever bears it. Without one: callers on
 * this machine, so that neither another host nor a page that rebinds its name (DNS rebinding) gets in.
 * Nobody without a token where a proxy stands before the server: on the same machine, passing nothing on of who
 * asks (as nginx does unless told), it would make a local caller of everybody.
 */
export class OperatorAccess {
  readonly #digest: Buffer | undefined;
  readonly #isBehindProxy: boolean;

  constructor({ operatorToken, publicUrl, trustedProxies }: OperatorAccessConfig) {
    this.#digest = operatorToken === undefined ? undefined : digest(operatorToken);
    this.#isBehindProxy = isBehindProxy({ publicUrl, trustedProxies });
  }

  /** Whether the bearer token is the deployment's. */
  byToken(bearer: string): boolean {
    // Hashes have one length, so that the comparison takes the same time for any guess.
    return this.#digest !== undefined && timingSafeEqual(digest(bearer), this.#digest);
  }

  /** Whether a request counts without a token. */
  byPlace({ isLocal }: Whereabouts): boolean {
    return this.#digest === undefined && !this.#isBehindProxy && isLocal;
  }

  /** Why somebody unknown is no operator. */
  refusal(): ConnectError {
    if (this.#digest !== undefined)
      return signInNeeded('operators send their token as "Authorization: Bearer …", or sign in');
    return permissionDenied(
      this.#isBehindProxy
        ? {
            reason: 'NO_OPERATOR_TOKEN',
            message: 'behind a proxy operators need an OPERATOR_TOKEN, or sign in',
          }
        : {
            reason: 'NOT_ON_THIS_MACHINE',
            message: 'without OPERATOR_TOKEN operators are served on the machine itself only, or signed in',
          },
    );
  }
}

/** Whether the settings say that something stands between the server and who asks. */
export function isBehindProxy({
  publicUrl,
  trustedProxies,
}: Pick<Config, 'publicUrl' | 'trustedProxies'>): boolean {
  return (
    trustedProxies.length > 0 || (publicUrl !== undefined && !isLoopbackHost(new URL(publicUrl).hostname))
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
