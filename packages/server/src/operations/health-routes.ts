import type { FastifyInstance } from 'fastify';
import type { RoleStatus } from '../roles/supervisor.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { checkStream } from './stream-health.ts';

export interface HealthOptions {
  readonly streams: Streams;
  readonly roles: () => RoleStatus[];
}

/**
 * `GET /livez`: the process answers. `GET /readyz`: what is down, by name. A node that can still serve some
 * stream stays in service (200, `degraded`); one that can serve none is taken out (503, `down`).
 */
export async function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void> {
  app.get('/livez', async () => ({ status: 'up' }));

  app.get('/readyz', async (_request, reply) => {
    const checked = await Promise.all(STREAM_NAMES.map((stream) => checkStream(options.streams[stream])));
    const roles = options.roles();
    const streams = checked.map(({ stream, up, reason, importedAt, dataUntil }) => ({
      stream,
      state: up ? 'up' : 'down',
      reason,
      importedAt,
      dataUntil,
    }));
    const none = checked.every(({ up }) => !up);
    const some = checked.some(({ up }) => !up) || roles.some(({ state }) => state === 'down');
    reply.code(none ? 503 : 200).header('cache-control', 'no-store');
    return { status: none ? 'down' : some ? 'degraded' : 'up', streams, roles };
  });
}
