import { ConnectError } from '@connectrpc/connect';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimits } from '../../access/rate-limits.ts';
import type { MasterSecret } from '../../embedding/master-secret.ts';
import type { Log } from '../../platform/log.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { isMissingSchema, isTransient } from '../../platform/postgres/transient-error.ts';
import { sendProblem } from '../../rpc/problem-json.ts';
import { sessionCookie, sessionCookieName } from '../session-cookie.ts';
import { SessionRefusedError } from '../sessions.ts';
import type { OidcClient } from './oidc-client.ts';
import { signInIdentity } from './oidc-session.ts';
import { returnPath } from './return-path.ts';
import { ATTEMPT_SECONDS, openAttempt, sealAttempt } from './sign-in-attempt.ts';
import { SignInError } from './sign-in-error.ts';

/** What {@link oidcRoutes} need. */
export interface OidcRoutesOptions {
  readonly sql: Sql;
  /** The providers that people may sign in with. */
  readonly providers: readonly OidcClient[];
  readonly secret: MasterSecret;
  readonly log: Log;
  /** How often an address may come: coming back makes this server ask the provider, with its secret. */
  readonly limits: Pick<RateLimits, 'countAddress'>;
  /** Where browsers find the server; undefined takes what the request says. */
  readonly publicUrl: string | undefined;
  /** Page that signing in begins on. It gets `?error=` with one of `SIGN_IN_ERRORS`, `provider` and `return_to`. */
  readonly signInPage?: string;
  /** The current time. */
  readonly now?: () => Date;
}

type Visit = FastifyRequest<{ Params: { provider: string }; Querystring: { return_to?: unknown } }>;

/**
 * Signing in with an OpenID provider: `GET /auth/{provider}/start?return_to=/path` sends the browser there, and
 * `GET /auth/{provider}/callback` takes it back, with a session or an error. Register the latter at the provider.
 */
export async function oidcRoutes(app: FastifyInstance, options: OidcRoutesOptions): Promise<void> {
  const { sql, secret, log, limits, signInPage = '/sign-in', now = () => new Date() } = options;
  const providers = new Map(options.providers.map((provider) => [provider.name, provider]));
  const key = secret.derive('sign-in attempt');
  const originOf = (request: Visit): string => options.publicUrl ?? `${request.protocol}://${request.host}`;
  const cookieOf = (request: Visit) => attemptCookie(originOf(request).startsWith('https:'));

  const fail = (request: Visit, reply: FastifyReply, failure: { error: unknown; returnTo: string }) => {
    const { provider } = request.params;
    const { code, detail, cause } = signInErrorFrom(failure.error);
    // Neither the cause nor the address: both may hold the code, the state or a token.
    const { id: requestId } = request;
    log.warn({ requestId, provider, error: code, detail }, 'somebody could not be signed in with a provider');
    if (code === 'accounts_unavailable' || code === 'internal') {
      log.error({ requestId, err: cause }, 'signing in with a provider failed unexpectedly');
    }
    const query = new URLSearchParams({ error: code, provider, return_to: failure.returnTo });
    return reply.redirect(`${signInPage}?${query}`, 303);
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    try {
      limits.countAddress(request.ip);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      return sendProblem(reply, error);
    }
    return undefined;
  });

  app.get('/auth/:provider/start', async (request: Visit, reply) => {
    const provider = providers.get(request.params.provider);
    if (provider === undefined) return unknownProvider(reply);
    const returnTo = returnPath(request.query.return_to);
    try {
      const { url, ...start } = await provider.start(callbackOf(originOf(request), provider));
      const sealed = await sealAttempt(key, { ...start, provider: provider.name, returnTo }, now());
      const cookie = { ...cookieOf(request), value: sealed, maxAge: ATTEMPT_SECONDS };
      return reply.header('set-cookie', stringifySetCookie(cookie)).redirect(url.href, 303);
    } catch (error) {
      return fail(request, reply, { error, returnTo });
    }
  });

  app.get('/auth/:provider/callback', async (request: Visit, reply) => {
    const provider = providers.get(request.params.provider);
    if (provider === undefined) return unknownProvider(reply);
    const origin = originOf(request);
    const secure = origin.startsWith('https:');
    const cookies = parseCookie(request.headers.cookie ?? '');
    // Whatever comes of it, an attempt is good for one return.
    reply.header('set-cookie', stringifySetCookie({ ...cookieOf(request), value: '', maxAge: 0 }));
    let returnTo = '/';
    try {
      const attempt = await openAttempt(key, cookies[cookieOf(request).name], now());
      returnTo = attempt.returnTo;
      if (attempt.provider !== provider.name) throw new SignInError('state_mismatch');
      const identity = await provider.finish(new URL(request.url, origin), attempt);
      const { value, expiresAt, account, how } = await signInIdentity(sql, identity, {
        userAgent: request.headers['user-agent'] ?? '',
        formerSession: cookies[sessionCookieName({ secure })],
        now: now(),
      });
      const signedIn = { requestId: request.id, provider: provider.name, accountId: account.accountId, how };
      log.info(signedIn, 'signed in with a provider');
      return reply.header('set-cookie', sessionCookie({ secure }, value, expiresAt)).redirect(returnTo, 303);
    } catch (error) {
      return fail(request, reply, { error, returnTo });
    }
  });
}

const callbackOf = (origin: string, { name }: OidcClient): string => `${origin}/auth/${name}/callback`;

/** `Lax`, as the browser comes back from another site. */
const attemptCookie = (secure: boolean) => ({
  name: secure ? '__Host-wattlet_sign_in' : 'wattlet_sign_in',
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure,
});

const unknownProvider = (reply: FastifyReply) =>
  reply.code(404).send({ code: 'not_found', message: 'there is no such provider to sign in with' });

/** A failure as people are told of it. */
function signInErrorFrom(error: unknown): SignInError {
  if (error instanceof SignInError) return error;
  // The identity was right, so that this may be told.
  if (error instanceof SessionRefusedError) return new SignInError('account_disabled', { cause: error });
  const isDown = isTransient(error) || isMissingSchema(error);
  return new SignInError(isDown ? 'accounts_unavailable' : 'internal', { cause: error });
}
