import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { hasCode } from '../../platform/has-code.ts';
import { SignInError } from './sign-in-error.ts';

/** What a failure of `openid-client` means for who wants to sign in. Anything else is returned as it is. */
export function signInErrorOf(error: unknown): unknown {
  if (error instanceof AuthorizationResponseError) {
    const code = error.error === 'access_denied' ? 'access_denied' : 'provider_error';
    return new SignInError(code, { detail: safe(error.error), cause: error });
  }
  if (error instanceof ResponseBodyError) {
    const code = error.error === 'invalid_grant' ? 'code_refused' : 'provider_error';
    return new SignInError(code, { detail: safe(error.error), cause: error });
  }
  if (
    hasCode(error, 'OAUTH_TIMEOUT') ||
    hasCode(error, 'OAUTH_RESPONSE_IS_NOT_CONFORM') ||
    isFetchFailure(error)
  ) {
    return new SignInError('provider_unavailable', { detail: codeOf(error), cause: error });
  }
  if (error instanceof ClientError) {
    return new SignInError('identity_not_accepted', { detail: codeOf(error), cause: error });
  }
  return error;
}

/** Node's fetch fails with a TypeError around the cause. */
const isFetchFailure = (error: unknown): boolean =>
  error instanceof TypeError && error.message === 'fetch failed';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Codes of the protocol are short words; whatever else a provider says there is not for a log. */
const safe = (error: string): string => (/^[a-z_]{1,60}$/.test(error) ? error : 'unknown');
