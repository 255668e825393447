import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { listeningPort } from '../../../platform/sources/listening-port.ts';
import type { OidcSettings } from '../oidc-settings.ts';

/** For tests: what a provider says of somebody, by the name they sign in with. */
export type TestPeople = Record<string, { email?: string; email_verified?: boolean; name?: string }>;

/** For tests: a real OpenID provider on a free port of this machine. */
export interface TestProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Of one registered client. */
  readonly settings: OidcSettings;
  readonly people: TestPeople;
  /** Runs when the provider has made its tokens and before it sends them. */
  beforeTokens: () => void;
  /** Says nothing any more. */
  close(): Promise<void>;
}

/** For tests: starts a provider whose one client comes back to `redirectUri`, asked at the first request. Its pages take any password. */
export async function startTestProvider(redirectUri: () => string): Promise<TestProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${listeningPort(server)}`;
  const client = { client_id: 'wattlet', client_secret: 'the-client-secret' };
  const people: TestPeople = {};
  const makeProvider = (): Provider => {
    const provider = new Provider(issuer, {
      clients: [{ ...client, redirect_uris: [redirectUri()] }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: ['signs the cookies of a test'] },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      pkce: { required: () => true },
      ttl: {
        AccessToken: 600,
        AuthorizationCode: 60,
        Grant: 600,
        IdToken: 600,
        Interaction: 600,
        Session: 600,
      },
    });
    provider.use(async (context, next) => {
      await next();
      if (context.path === '/token') testProvider.beforeTokens();
    });
    return provider;
  };
  const testProvider: TestProvider = {
    issuer,
    settings: {
      name: 'test',
      issuer: new URL(issuer),
      clientId: client.client_id,
      clientSecret: client.client_secret,
    },
    people,
    beforeTokens: () => undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await testProvider.close();
    },
  };
  let listener: ReturnType<Provider['callback']> | undefined;
  server.on('request', (request, response) => {
    listener ??= makeProvider().callback();
    return listener(request, response);
  });
  return testProvider;
}
