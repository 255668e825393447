const NAMES: ReadonlyMap<string, string> = new Map([
  ['google', 'Google'],
  ['openid', 'OpenID'],
]);

/** What a way to sign in is called: as it calls itself, or by the name that the operator gave it. */
export function providerName(provider: string): string {
  return NAMES.get(provider) ?? provider.charAt(0).toUpperCase() + provider.slice(1);
}
