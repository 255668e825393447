import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RateLimits } from '../access/rate-limits.ts';
import type { ListedOrigins } from './listed-origins.ts';

/** Where the scripts of the elements are served: public code that any page may load. */
export const WIDGETS_PREFIX = '/widgets/';

/** A site may take an origin off its list: browsers ask again in a while. */
const PREFLIGHT_SECONDS = 600;

/** What {@link allowOrigins} asks. */
export interface AllowOriginsOptions {
  readonly origins: Pick<ListedOrigins, 'has'>;
  readonly limits: Pick<RateLimits, 'countAddress'>;
}

/**
 * Lets pages of listed origins call the API, and pages of any origin load the elements' scripts. Nothing is allowed
 * with cookies; an origin that is not listed gets no header, and its browser refuses the answer.
 */
export async function allowOrigins(
  app: FastifyInstance,
  { origins, limits }: AllowOriginsOptions,
): Promise<void> {
  await app.register(cors, {
    delegator: async (request: FastifyRequest) => {
      const { origin } = request.headers;
      const isPublic = request.url.startsWith(WIDGETS_PREFIX);
      const isListed =
        !isPublic &&
        origin !== undefined &&
        (await origins.has(origin, () => limits.countAddress(request.ip)));
      return {
        origin: isPublic ? '*' : isListed && [origin],
        methods: ['GET', 'HEAD', 'POST', 'PUT'],
        // Of the Connect and gRPC-Web protocols.
        allowedHeaders: [
          'authorization',
          'connect-protocol-version',
          'connect-timeout-ms',
          'content-type',
          'grpc-timeout',
          'x-grpc-web',
          'x-request-id',
          'x-user-agent',
          'x-wattlet-key',
        ],
        exposedHeaders: [
          'etag',
          'retry-after',
          'www-authenticate',
          'grpc-status',
          'grpc-message',
          'grpc-status-details-bin',
          'x-request-id',
        ],
        maxAge: PREFLIGHT_SECONDS,
        strictPreflight: false,
      };
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const shared = request.url.startsWith(WIDGETS_PREFIX) ? 'cross-origin' : 'same-site';
    reply.header('cross-origin-resource-policy', shared);
  });
}
