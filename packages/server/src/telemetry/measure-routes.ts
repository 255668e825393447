import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']);

/** Times plain HTTP requests by the pattern of their route; those that met none are of the route `none`. Calls are counted elsewhere. */
export function measureRoutes(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    if (isCall(request)) return;
    const { routeOptions, method } = request;
    const labels = {
      route: routeOptions.url ?? 'none',
      method: METHODS.has(method) ? method : 'other',
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
  });
}

/** Whether it is for one of the services. */
export const isCall = ({ routeOptions }: FastifyRequest): boolean =>
  /^\/(wattlet\.v1|grpc\.)/.test(routeOptions.url ?? '');
