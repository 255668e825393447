import type { FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-permitted-cross-domain-policies': 'none',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
};

/** A year, as browsers want it for their own lists (https://hstspreload.org); the other hosts of a domain are not ours to speak for. */
const HSTS = 'max-age=31536000';

/**
 * Headers of every answer: pages run only what this server serves, and nobody frames or sniffs it. By HTTPS browsers
 * are told to come by nothing else for a year.
 */
export async function securityHeaders({ protocol }: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(HEADERS);
  if (protocol === 'https') reply.header('strict-transport-security', HSTS);
}
