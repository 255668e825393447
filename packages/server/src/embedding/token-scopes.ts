import { SCOPES, type Scope } from '../access/principal.ts';
import { Scope as ScopeMessage } from '../gen/wattlet/v1/account_pb.js';

const OF_MESSAGE: Readonly<Partial<Record<ScopeMessage, Scope>>> = {
  [ScopeMessage.READ_SERIES]: 'read_series',
  [ScopeMessage.READ_METERS]: 'read_meters',
  [ScopeMessage.SUBMIT_READINGS]: 'submit_readings',
  [ScopeMessage.CHAT]: 'chat',
};

/** Scopes of the contract; none means all. */
export function scopesOf(messages: readonly ScopeMessage[]): readonly Scope[] {
  if (messages.length === 0) return SCOPES;
  return messages.flatMap((message) => OF_MESSAGE[message] ?? []);
}

/**
 * Scopes of a `scope` claim, words with spaces between (RFC 8693, section 4.2). Without the claim all; words that mean
 * nothing here are passed over, as identity providers add their own.
 */
export function scopesOfClaim(claim: string | undefined): ReadonlySet<Scope> {
  if (claim === undefined) return new Set(SCOPES);
  const words = claim.split(' ');
  return new Set(SCOPES.filter((scope) => words.includes(scope)));
}
