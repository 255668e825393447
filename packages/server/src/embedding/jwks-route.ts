import type { FastifyInstance } from 'fastify';
import type { SigningKeys } from './signing-keys.ts';

/** What {@link jwksRoute} serves. */
export interface JwksRouteOptions {
  readonly signingKeys: SigningKeys;
  /** The current time. */
  readonly now?: () => Date;
}

/** Serves the public halves of the server's own keys at `/.well-known/jwks.json`, for whoever wants to check an embed token. */
export async function jwksRoute(app: FastifyInstance, options: JwksRouteOptions): Promise<void> {
  const { signingKeys, now = () => new Date() } = options;
  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/jwk-set+json')
      .send(JSON.stringify(signingKeys.jwks(now()))),
  );
}
