/** Why somebody could not be signed in, as the page shows it in `?error=`. Never reused for another cause. */
export const SIGN_IN_ERRORS = {
  access_denied: 'You did not allow it at the provider.',
  sign_in_expired: 'It took too long, or cookies are blocked. Begin again.',
  state_mismatch: 'It was begun in another window or by somebody else. Begin again.',
  code_refused: 'The provider does not know this sign-in any more. Begin again.',
  identity_not_accepted: 'What the provider says of you could not be verified.',
  email_missing: 'The provider does not tell an e-mail address, which an account needs.',
  account_disabled: 'An administrator has disabled this account.',
  email_taken: 'There is an account with this address. Sign in to it with its password.',
  provider_error: 'The provider answers that something is wrong.',
  provider_unavailable: 'The provider cannot be reached at the moment.',
  accounts_unavailable: 'Accounts cannot be reached at the moment.',
  internal: 'Something is wrong with the server.',
} as const;

export type SignInErrorCode = keyof typeof SIGN_IN_ERRORS;

/** Somebody could not be signed in. The cause of one that the provider has to do with may hold secrets: it is not for a log. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: SignInErrorCode;
  /** What went wrong in the words of the protocol, `invalid_client`: safe to log. */
  readonly detail: string | undefined;

  constructor(
    code: SignInErrorCode,
    { detail, cause }: { detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(SIGN_IN_ERRORS[code], { cause });
    this.code = code;
    this.detail = detail;
  }
}
