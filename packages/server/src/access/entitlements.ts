import type { ConnectError } from '@connectrpc/connect';
import { isMissingSchema, isTransient } from '../platform/postgres/transient-error.ts';
import { failedPrecondition, permissionDenied } from '../rpc/errors.ts';
import { accountsDown } from './authenticator.ts';
import type { Entitlement } from './entitlement-store.ts';
import { scopeMissing, signInNeeded } from './judge.ts';
import { includesRole, type Person, type Principal } from './principal.ts';

/** How long somebody who may is not asked about again. What ends is seen after this at the latest. */
const TRUSTED_MS = 15_000;
const MOST_TRUSTED = 10_000;

export interface EntitlementsOptions {
  /** Reads the rights of a person; see `readEntitlement`. */
  readonly read: (person: Person) => Promise<Entitlement | undefined>;
  /** The current time. */
  readonly now: () => Date;
}

/** Who may read all of the series. */
export class Entitlements {
  readonly #options: EntitlementsOptions;
  /** Until when a person may, as far as is known, epoch milliseconds; oldest first. */
  readonly #trusted = new Map<string, number>();

  constructor(options: EntitlementsOptions) {
    this.#options = options;
  }

  /** Why a principal may not read all of the series; undefined if it may. */
  async refusalOf(principal: Principal): Promise<ConnectError | undefined> {
    switch (principal.kind) {
      case 'operator':
      case 'site-key':
        return undefined;
      case 'anonymous':
        return signInNeeded('without signing in there is the preview only: the last 24 hours of one country');
      case 'site-backend': {
        const message = "a site's secret does not open the series: use an access token";
        return permissionDenied({ reason: 'CREDENTIAL_NOT_ACCEPTED', message });
      }
      case 'person':
        return principal.scopes.has('read_series')
          ? this.#refusalOfPerson(principal)
          : scopeMissing('read_series');
    }
  }

  async #refusalOfPerson(person: Person): Promise<ConnectError | undefined> {
    const now = this.#options.now();
    const key = `${person.siteId} ${person.accountId} ${person.role}`;
    if ((this.#trusted.get(key) ?? 0) > now.getTime()) return undefined;
    this.#trusted.delete(key);
    const found = await this.#read(person);
    const verdict = judge(person, found, now);
    if (typeof verdict !== 'number') return verdict;
    // Only who may is remembered: a subscription that is extended counts at once.
    this.#trusted.set(key, verdict);
    for (const [oldest] of this.#trusted) {
      if (this.#trusted.size <= MOST_TRUSTED) break;
      this.#trusted.delete(oldest);
    }
    return undefined;
  }

  async #read(person: Person): Promise<Entitlement | undefined> {
    try {
      return await this.#options.read(person);
    } catch (error) {
      throw isTransient(error) || isMissingSchema(error) ? accountsDown(error) : error;
    }
  }
}

/** Until when the person may, epoch milliseconds, or why not. */
function judge(person: Person, found: Entitlement | undefined, now: Date): number | ConnectError {
  const trustedUntil = now.getTime() + TRUSTED_MS;
  if (found?.plan !== 'active') {
    return permissionDenied({ reason: 'SITE_SUSPENDED', message: 'the plan of the site is suspended' });
  }
  // Who works for the platform needs no subscription to it.
  if (!found.isPlatform || includesRole(person.role, 'agent')) return trustedUntil;
  const endsAt = found.subscriptionEndsAt;
  if (endsAt && endsAt > now) return Math.min(trustedUntil, endsAt.getTime());
  const ended = endsAt ? `ended at ${endsAt.toISOString()}` : 'has not begun';
  return failedPrecondition({
    reason: 'SUBSCRIPTION_ENDED',
    message: `the subscription ${ended}: extend it to read more than the preview`,
    ...(endsAt && { metadata: { ended_at: endsAt.toISOString() } }),
  });
}
