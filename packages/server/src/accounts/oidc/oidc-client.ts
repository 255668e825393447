import * as openid from 'openid-client';
import type { OidcSettings } from './oidc-settings.ts';
import type { ProviderIdentity } from './provider-identity.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';
import { SignInError } from './sign-in-error.ts';
import { signInErrorOf } from './sign-in-error-of.ts';

const TIMEOUT_SECONDS = 10;
const NAME_LENGTH = 100;

/** Where to send a browser, and what to remember until it comes back. */
export interface SignInStart extends Pick<SignInAttempt, 'state' | 'nonce' | 'codeVerifier'> {
  readonly url: URL;
}

/** Signing in at one OpenID provider: authorisation code with PKCE, state and nonce (OpenID Connect Core 1.0, section 3.1). */
export class OidcClient {
  readonly #settings: OidcSettings;
  #metadata: Promise<openid.Configuration> | undefined;

  /** Nothing is fetched yet: a provider that is down is seen when somebody signs in. */
  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  get name(): string {
    return this.#settings.name;
  }

  /**
   * Begins to sign somebody in.
   *
   * @throws SignInError `provider_unavailable`
   */
  async start(redirectUri: string): Promise<SignInStart> {
    const provider = await this.#discover();
    const state = openid.randomState();
    const nonce = openid.randomNonce();
    const codeVerifier = openid.randomPKCECodeVerifier();
    const url = openid.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, state, nonce, codeVerifier };
  }

  /**
   * Redeems the code that the browser came back with, and verifies the ID token: signature, issuer, audience, times, nonce.
   *
   * @param answer the address that the browser came back to.
   * @throws SignInError
   */
  async finish(answer: URL, attempt: SignInAttempt): Promise<ProviderIdentity> {
    if (answer.searchParams.get('state') !== attempt.state) throw new SignInError('state_mismatch');
    const provider = await this.#discover();
    try {
      const tokens = await openid.authorizationCodeGrant(provider, answer, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInError('identity_not_accepted', { detail: 'no ID token' });
      const more =
        claims['email'] === undefined ? await userInfo(provider, tokens.access_token, claims.sub) : {};
      return identityOf({ ...more, ...claims });
    } catch (error) {
      throw signInErrorOf(error);
    }
  }

  async #discover(): Promise<openid.Configuration> {
    this.#metadata ??= this.#fetchMetadata();
    try {
      return await this.#metadata;
    } catch (error) {
      // The next one asks again.
      this.#metadata = undefined;
      throw signInErrorOf(error);
    }
  }

  #fetchMetadata(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    // The settings allow http for this very machine only.
    const insecure = issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
    return openid.discovery(issuer, clientId, clientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      // The signature is checked as well, though the token comes from the provider itself.
      execute: [openid.enableNonRepudiationChecks, ...insecure],
    });
  }
}

async function userInfo(
  provider: openid.Configuration,
  accessToken: string,
  subject: string,
): Promise<Partial<openid.UserInfoResponse>> {
  if (provider.serverMetadata().userinfo_endpoint === undefined) return {};
  return openid.fetchUserInfo(provider, accessToken, subject);
}

function identityOf(claims: openid.IDToken): ProviderIdentity {
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const email = text('email');
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email:
      email !== undefined && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email) && email.length <= 254
        ? email
        : undefined,
    emailVerified: claims['email_verified'] === true,
    displayName: text('name')
      ?.replaceAll(/\p{Cc}/gu, '')
      .slice(0, NAME_LENGTH),
  };
}
