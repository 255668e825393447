/** Who somebody is at a provider, as its verified ID token says. */
export interface ProviderIdentity {
  readonly issuer: string;
  /** The provider's own id of them: never changes, never given to another. */
  readonly subject: string;
  /** Undefined where the provider does not tell. */
  readonly email: string | undefined;
  /** Whether the provider has made sure that the address is theirs. */
  readonly emailVerified: boolean;
  readonly displayName: string | undefined;
}
