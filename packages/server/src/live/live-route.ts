import { type ConnectError, type ContextValues, createConnectRouter } from '@connectrpc/connect';
import {
  compressionBrotli,
  compressionGzip,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse,
} from '@connectrpc/connect-node';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { FlushTurns } from './flush-turns.ts';
import { FrameCodec, type FrameFormat } from './frame-codec.ts';
import { FramedCall, type FramedCallOptions } from './framed-call.ts';
import { streamProtocolOf } from './stream-protocol.ts';

/** What {@link liveRoute} works with: the same as connect's plugin for Fastify. */
export interface LiveRouteOptions extends Omit<FramedCallOptions, 'turns' | 'codecOf'> {
  readonly contextValues: (request: FastifyRequest) => ContextValues;
  /** How long a shutdown waits until it ends the streams, in milliseconds. */
  readonly shutdownTimeoutMs: number;
  /** What the streams are ended with then; made for each. */
  readonly shutdownError: () => ConnectError;
}

/**
 * `LiveService` as a route of its own, so that an event is encoded once and not for each connection. It serves the
 * protocols of browsers and of the SDK, Connect and gRPC-Web; what is neither is left to connect.
 */
export const liveRoute: FastifyPluginAsync<LiveRouteOptions> = async (app, options) => {
  const { service, interceptors, contextValues, readMaxBytes, maxTimeoutMs } = options;
  const calls = new Set<FramedCall>();
  const shutdown = new AbortController();
  app.addHook('preClose', async () => {
    setTimeout(() => {
      shutdown.abort(options.shutdownError());
      for (const call of calls) call.abort(options.shutdownError());
    }, options.shutdownTimeoutMs);
  });
  const router = createConnectRouter({
    ...{ interceptors: [...interceptors], readMaxBytes, maxTimeoutMs, shutdownSignal: shutdown.signal },
    acceptCompression: [compressionGzip, compressionBrotli],
  });
  const framed = { ...options, turns: new FlushTurns(), codecOf: codecs() };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  for (const handler of router.service(LiveService, service).handlers) {
    app.all(handler.requestPath, async (request, reply) => {
      copyHeaders(reply);
      reply.hijack();
      const values = contextValues(request);
      const exchange = { request: request.raw, response: reply.raw };
      const protocol =
        request.method === 'POST' ? streamProtocolOf(request.headers['content-type'] ?? null) : undefined;
      if (protocol) {
        const call = FramedCall.serve(exchange, protocol, { options: framed, values });
        calls.add(call);
        call.onEnd(() => calls.delete(call));
        // Its connection was there before the shutdown, and its request is read only now.
        if (shutdown.signal.aborted) call.abort(options.shutdownError());
        return;
      }
      try {
        const universal = universalRequestFromNodeRequest(request.raw, reply.raw, undefined, values);
        await universalResponseToNodeResponse(await handler(universal), reply.raw);
      } catch (error) {
        // The call has ended with its client, and its interceptor has logged that.
        request.log.debug({ err: error }, 'a stream was cut off');
      }
    });
  }
};

/** Fastify keeps its headers until it sends an answer itself. */
function copyHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
}

function codecs(): (format: FrameFormat) => FrameCodec {
  const known = new Map<string, FrameCodec>();
  return (format) => {
    const name = `${format.isBinary} ${format.encoding}`;
    const codec = known.get(name) ?? new FrameCodec(format);
    known.set(name, codec);
    return codec;
  };
}
