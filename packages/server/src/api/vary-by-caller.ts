import type { FastifyReply, FastifyRequest } from 'fastify';

const BY_CALLER = 'Authorization, Cookie, X-Wattlet-Key';

/** Says that what is read depends on who asks, so that no cache gives one caller what another may see. */
export async function varyByCaller(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const path = request.routeOptions.url;
  if (!path?.startsWith('/v1/') && !path?.startsWith('/wattlet.v1.')) return;
  const vary = reply.getHeader('vary');
  reply.header('vary', vary === undefined ? BY_CALLER : `${vary}, ${BY_CALLER}`);
}
