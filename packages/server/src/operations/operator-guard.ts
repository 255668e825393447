import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

const PREFIX = '/wattlet.v1.OperationsService/';

/**
 * Keeps `OperationsService` to operators. With a token: whoever bears it (`Authorization: Bearer …`). Without one: only
 * callers on this machine, by an address of this machine, so that neither another host nor a page that
 * rebinds its name (DNS rebinding) gets in.
 */
export function operatorGuard(token: string | undefined) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // The route, not the URL as it came: one route has many spellings.
    if (!request.routeOptions.url?.startsWith(PREFIX)) return;
    const allowed = token ? bears(request.headers.authorization, token) : isLocal(request);
    if (allowed) return;
    const message = token
      ? 'operators send their token as "Authorization: Bearer …"'
      : 'without OPERATOR_TOKEN operators are served on the machine itself only';
    await reply
      .code(token ? 401 : 403)
      .send({ code: token ? 'unauthenticated' : 'permission_denied', message });
  };
}

function bears(header: string | undefined, token: string): boolean {
  // Hashes have one length, so that the comparison takes the same time for any guess.
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function isLocal(request: FastifyRequest): boolean {
  const forwarded =
    request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !forwarded && isLoopback(request.socket.remoteAddress ?? '') && isLoopback(request.hostname);
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
