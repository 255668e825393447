import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Where the scripts of the elements are served: public code that any page may load. */
export const WIDGETS_PREFIX = '/widgets/';

const DAY_SECONDS = 86_400;

/**
 * Lets pages of the given origins call the API, and pages of any origin load the elements' scripts. Nothing is allowed
 * with credentials; an origin that is not listed gets no header, and its browser refuses the answer.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(cors, {
    delegator: (request, callback) => {
      const isScript = request.url.startsWith(WIDGETS_PREFIX);
      callback(null, {
        origin: isScript ? '*' : [...origins],
        methods: ['GET', 'HEAD', 'POST'],
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
        ],
        exposedHeaders: ['etag', 'grpc-status', 'grpc-message', 'grpc-status-details-bin', 'x-request-id'],
        maxAge: DAY_SECONDS,
        strictPreflight: false,
      });
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const shared = request.url.startsWith(WIDGETS_PREFIX) ? 'cross-origin' : 'same-site';
    reply.header('cross-origin-resource-policy', shared);
  });
}
