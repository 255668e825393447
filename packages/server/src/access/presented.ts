import { isIP } from 'node:net';
import { createContextKey } from '@connectrpc/connect';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { sessionCookieName } from '../accounts/session-cookie.ts';
import type { Credentials } from './credential-resolver.ts';
import type { Whereabouts } from './operator-access.ts';

/** All that a request shows of who sends it. */
export interface Presented extends Whereabouts {
  readonly credentials: Credentials;
  /** IP address; empty where there is none. */
  readonly address: string;
}

/** Context key of what the request of a call shows. */
export const presentedKey = createContextKey<Presented>(
  {
    credentials: { bearer: undefined, cookie: undefined, origin: undefined },
    address: '',
    isLocal: false,
  },
  { description: 'what the request shows of who sends it' },
);

/**
 * Reads what a request shows. The session cookie counts only for pages of this server: a browser sends it
 * along whichever page asks.
 *
 * @param publicOrigin where browsers find the server; undefined takes what the request says.
 */
export function presentedBy(request: FastifyRequest, publicOrigin: string | undefined): Presented {
  const { origin, cookie } = request.headers;
  const own = publicOrigin ?? `${request.protocol}://${request.host}`;
  const isSameOrigin = (origin === undefined || origin === own) && !isCrossSite(request);
  return {
    credentials: {
      bearer: bearerOf(request),
      cookie: cookie !== undefined && isSameOrigin ? sessionOf(cookie, own) : undefined,
      origin,
    },
    address: request.ip,
    isLocal: isSameOrigin && isLocal(request),
  };
}

/** A publishable key may also come by a header of its own, beside no other bearer. */
function bearerOf({ headers }: FastifyRequest): string | undefined {
  const { authorization = '', 'x-wattlet-key': key } = headers;
  const bearer = /^bearer /i.test(authorization) ? authorization.slice('bearer '.length).trim() : '';
  return bearer || (typeof key === 'string' && key) || undefined;
}

/** By https only the cookie that is bound to the host counts: a sibling host could plant the other. */
function sessionOf(header: string, ownOrigin: string): string | undefined {
  const name = sessionCookieName({ secure: ownOrigin.startsWith('https:') });
  return parseCookie(header)[name] || undefined;
}

/** What the browser itself says of the page that asks (https://www.w3.org/TR/fetch-metadata/). */
function isCrossSite({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function isLocal(request: FastifyRequest): boolean {
  return (
    !isForwarded(request) && isLoopback(request.socket.remoteAddress ?? '') && isLoopback(request.hostname)
  );
}

/** What proxies add, each of them some of it: a request with any has come through one. */
function isForwarded({ headers }: FastifyRequest): boolean {
  return Object.keys(headers).some((name) => name.startsWith('x-forwarded-') || FORWARDED.has(name));
}

const FORWARDED = new Set(['forwarded', 'via', 'x-real-ip']);

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
