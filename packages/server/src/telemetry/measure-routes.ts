import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']);

/** Times plain HTTP requests by the pattern of their route; those that met none are of the route `none`. Calls are counted elsewhere. */
export function measureRoutes(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async ({ routeOptions, method }, reply) => {
    const route = routeOptions.url ?? 'none';
    if (/^\/(wattlet\.v1|grpc\.)/.test(route)) return;
    const labels = {
      route,
      method: METHODS.has(method) ? method : 'other',
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
  });
}
