import type { FastifyInstance } from 'fastify';
import type { RoleStatus } from '../roles/supervisor.ts';
import type { Readiness } from './readiness.ts';

export interface HealthOptions {
  readonly readiness: Readiness;
  readonly roles: () => RoleStatus[];
}

/**
 * `GET /livez`: the process answers. `GET /readyz`: what is down, by name; why is in the log, for anybody may ask. A node
 * that can still serve some stream, if only by its `replica`, stays in service (200, `degraded`); one that can serve none is
 * taken out (503, `down`), as is one that is about to stop (503, `draining`).
 */
export async function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void> {
  app.get('/livez', async () => ({ status: 'up' }));

  app.get('/readyz', async (_request, reply) => {
    const { readiness } = options;
    const { streams: checked } = await readiness.served();
    const isDraining = readiness.draining.aborted;
    const roles = options.roles().map(({ role, state }) => ({ role, state }));
    const streams = checked.map(({ stream, up, isByReplica, importedAt, dataUntil }) => ({
      stream,
      state: up ? 'up' : isByReplica ? 'replica' : 'down',
      importedAt,
      dataUntil,
    }));
    const none = checked.every(({ isServed }) => !isServed);
    const some = checked.some(({ up }) => !up) || roles.some(({ state }) => state === 'down');
    reply.code(none || isDraining ? 503 : 200).header('cache-control', 'no-store');
    return { status: isDraining ? 'draining' : none ? 'down' : some ? 'degraded' : 'up', streams, roles };
  });
}
