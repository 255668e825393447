import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STREAM_NAMES, type StreamName } from '../streams/definitions.ts';
import { httpFields, readSeriesHttpQuery } from '../streams/series-http-query.ts';
import type { Authenticator } from './authenticator.ts';
import { CallerSlots } from './caller-slots.ts';
import { scopeMissing } from './judge.ts';
import { presentedBy } from './presented.ts';
import type { RateLimits } from './rate-limits.ts';
import type { SeriesAccess } from './series-access.ts';

/** Of the four downloads that a stream has a place for on a node, so many may be one caller's, however slowly they read. */
const MOST_DOWNLOADS = 3;

/** How many downloads somebody may have under way on this node. */
export function downloadSlots(isLimited: boolean): CallerSlots {
  return new CallerSlots({
    most: isLimited ? MOST_DOWNLOADS : 0,
    addressFactor: 1,
    reason: 'TOO_MANY_DOWNLOADS',
    message: (open) => `there are ${open} downloads of yours under way already; wait until one is over`,
  });
}

/** What {@link seriesHttpAccess} works with. */
export interface SeriesHttpAccessOptions {
  readonly authenticator: Authenticator;
  readonly limits: RateLimits;
  readonly downloads: CallerSlots;
  readonly series: SeriesAccess;
  readonly publicUrl: string | undefined;
  /** The current time. */
  readonly now: () => Date;
}

/**
 * Keeps `GET /v1/series/…` to those who may read it, by the rules of the calls. For the instance that the routes are
 * registered in; their error handler answers.
 */
export function seriesHttpAccess(app: FastifyInstance, options: SeriesHttpAccessOptions): void {
  const { authenticator, limits, downloads, series, publicUrl, now } = options;
  const privateRequests = new WeakSet<FastifyRequest>();

  app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    const stream = streamOf(request);
    if (!stream) return;
    const presented = presentedBy(request, publicUrl);
    limits.countAddress(presented.address);
    const identity = await authenticator.identify(presented, now());
    const { principal } = identity;
    limits.countPrincipal(principal, presented.address);
    const slot = downloads.take(principal, presented.address);
    reply.raw.once('close', () => slot.leave());
    if (principal.kind === 'person' && !principal.scopes.has('read_series'))
      throw scopeMissing('read_series');
    const { searchParams } = new URL(request.url, 'http://localhost');
    const query = readSeriesHttpQuery(stream, searchParams);
    const audience = await series.admit(identity, [{ ...query, stream, fields: httpFields(stream) }]);
    if (audience === 'private') privateRequests.add(request);
  });

  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    const cacheControl = reply.getHeader('cache-control');
    if (privateRequests.has(request) && typeof cacheControl === 'string') {
      reply.header('cache-control', cacheControl.replace(/\bpublic\b/, 'private'));
    }
  });
}

function streamOf({ routeOptions }: FastifyRequest): StreamName | undefined {
  return STREAM_NAMES.find((stream) => routeOptions.url?.startsWith(`/v1/series/${stream}.`));
}
