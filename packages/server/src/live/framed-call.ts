import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { create, isMessage, type Message, type MessageInitShape } from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  type ContextValues,
  type HandlerContext,
  type Interceptor,
  type ServiceImpl,
  type StreamRequest,
} from '@connectrpc/connect';
import { type Compression, compressionNegotiate, encodeEnvelope } from '@connectrpc/connect/protocol';
import { compressionBrotli, compressionGzip } from '@connectrpc/connect-node';
import {
  LiveService,
  type WatchRequest,
  WatchRequestSchema,
  type WatchResponse,
  WatchResponseSchema,
} from '../gen/wattlet/v1/live_pb.js';
import type { FlushTurns } from './flush-turns.ts';
import type { FrameCodec, FrameFormat } from './frame-codec.ts';
import { LiveOutlet, type LiveResponse, liveOutletKey } from './live-outlet.ts';
import { readWatchRequest } from './read-watch-request.ts';
import type { StreamProtocol } from './stream-protocol.ts';

/** A request and its response, of Node's server for HTTP/1.1 or HTTP/2. */
export interface RawExchange {
  readonly request: IncomingMessage | Http2ServerRequest;
  readonly response: FramedResponse;
}

/** What of Node's responses is used. */
export interface FramedResponse extends LiveResponse {
  statusCode: number;
  readonly headersSent: boolean;
  setHeader(name: string, value: string): unknown;
  appendHeader(name: string, value: string): unknown;
  end(): unknown;
  destroy(): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
}

/** What every call is served with. */
export interface FramedCallOptions {
  readonly service: ServiceImpl<typeof LiveService>;
  /** The outermost first. */
  readonly interceptors: readonly Interceptor[];
  /** Largest request message. */
  readonly readMaxBytes: number;
  /** Longest time that a client may ask for, in milliseconds. */
  readonly maxTimeoutMs: number;
  readonly turns: FlushTurns;
  /** The one for a format: connections share it. */
  readonly codecOf: (format: FrameFormat) => FrameCodec;
}

const COMPRESSIONS = [compressionGzip, compressionBrotli];
const method = LiveService.method.watch;

/**
 * One call of `LiveService.Watch` in a protocol of frames, from the request to its end: what connect's handler does, with
 * the same interceptors around the same service, but without its pipeline, which encodes for each connection and is kept
 * for as long as a stream lives.
 */
export class FramedCall {
  readonly #options: FramedCallOptions;
  readonly #protocol: StreamProtocol;
  readonly #response: RawExchange['response'];
  readonly #aborter = new AbortController();
  readonly #codec: FrameCodec;
  #deadline: NodeJS.Timeout | undefined;
  #header = new Headers();
  #trailer = new Headers();

  private constructor(exchange: RawExchange, protocol: StreamProtocol, parts: Begun) {
    this.#options = parts.options;
    this.#protocol = protocol;
    this.#response = exchange.response;
    this.#codec = parts.codec;
  }

  /** Serves a request. Never rejects: what goes wrong is told to the client. */
  static serve(
    exchange: RawExchange,
    protocol: StreamProtocol,
    { options, values }: { readonly options: FramedCallOptions; readonly values: ContextValues },
  ): FramedCall {
    const header = toHeaders(exchange.request.headers);
    const { encoding, acceptEncoding } = protocol.names;
    const compression = compressionNegotiate(
      COMPRESSIONS,
      header.get(encoding),
      header.get(acceptEncoding),
      acceptEncoding,
    );
    const name = compression.response?.name;
    const codec = options.codecOf({ isBinary: protocol.isBinary, encoding: name });
    const call = new FramedCall(exchange, protocol, { options, codec });
    call.#header.set('content-type', protocol.contentType);
    if (name !== undefined) call.#header.set(encoding, name);
    exchange.response.once('close', () => call.abort(gone()));
    values.set(liveOutletKey, new LiveOutlet(exchange.response, { codec, turns: options.turns }));
    void call.#run(exchange, { header, compression, values });
    return call;
  }

  /** Ends the call with a reason for the client, if there is one left. */
  abort(reason: ConnectError): void {
    this.#aborter.abort(reason);
  }

  /** Calls back when the call is over, however it ended. */
  onEnd(listener: () => void): void {
    this.#response.once('close', listener);
  }

  async #run(exchange: RawExchange, request: Request): Promise<void> {
    try {
      const messages = await this.#begin(exchange, request);
      if (await this.#writeNext(messages)) forget(request.header, this.#header);
      let more = true;
      while (more) more = await this.#writeNext(messages);
      this.#end(undefined);
    } catch (error) {
      this.#end(error);
    } finally {
      clearTimeout(this.#deadline);
    }
  }

  /** Lets the interceptors and the service have the call. */
  async #begin(
    { request }: RawExchange,
    { header, compression, values }: Request,
  ): Promise<AsyncIterator<unknown>> {
    const { service, interceptors, readMaxBytes, maxTimeoutMs } = this.#options;
    const { parseTimeout, names, name: protocolName } = this.#protocol;
    const timeout = parseTimeout(header.get(names.timeout), maxTimeoutMs);
    const { timeoutMs } = timeout;
    if (timeoutMs !== undefined && !timeout.error) this.#setDeadline(timeoutMs);
    const endsAt = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
    const message = readWatchRequest(request, {
      ...{ protocol: this.#protocol, compression: compression.request, readMaxBytes },
      problem: compression.error ?? timeout.error,
    });
    const common = { service: LiveService, requestMethod: 'POST', url: urlOf(request) };
    const call: StreamRequest = {
      ...{ ...common, stream: true, method, message, header },
      ...{ signal: this.#aborter.signal, contextValues: values },
    };
    const serve: Next = async (asked) => {
      const context: HandlerContext = {
        ...{ ...common, method, protocolName, signal: asked.signal, values: asked.contextValues },
        ...{ requestHeader: asked.header, responseHeader: this.#header, responseTrailer: this.#trailer },
        timeoutMs: () => (endsAt === undefined ? undefined : endsAt - Date.now()),
      };
      if (!asked.stream) throw new Error('an interceptor has made one message of a stream');
      const answers = service.watch(await single(asked.message), context);
      return {
        ...{ stream: true, service: LiveService, method, message: new Completed(answers) },
        ...{ header: this.#header, trailer: this.#trailer },
      };
    };
    const response = await interceptors.reduceRight<Next>((next, one) => one(next), serve)(call);
    if (!response.stream) throw new Error('an interceptor has made one message of a stream');
    this.#header = response.header;
    this.#trailer = response.trailer;
    return response.message[Symbol.asyncIterator]();
  }

  /**
   * Writes what the service yields, `Ready`; false if it has ended. What follows it writes by its outlet, until the stream
   * is over.
   */
  async #writeNext(messages: AsyncIterator<unknown>): Promise<boolean> {
    const { done, value } = await messages.next();
    if (done) return false;
    if (!isMessage(value, WatchResponseSchema)) throw new Error('an answer is not of the method');
    this.#sendHeader();
    if (!this.#response.destroyed) this.#response.write(this.#codec.encode(value));
    return true;
  }

  #end(thrown: unknown): void {
    const error = thrown === undefined ? undefined : toError(thrown);
    this.#aborter.abort(error);
    if (this.#response.destroyed || this.#response.writableEnded) return;
    try {
      const last = this.#protocol.encodeEnd(error, this.#trailer);
      this.#sendHeader();
      this.#response.write(encodeEnvelope(this.#protocol.endFlag, last));
      this.#response.end();
    } catch {
      // It cannot be told how it ended, which a cut connection tells as well.
      this.#response.destroy();
    }
  }

  #sendHeader(): void {
    const response = this.#response;
    if (response.headersSent || response.destroyed) return;
    response.statusCode = 200;
    for (const [name, value] of this.#header) {
      if (name === 'set-cookie') response.appendHeader(name, value);
      else response.setHeader(name, value);
    }
  }

  #setDeadline(timeoutMs: number): void {
    const late = () => this.abort(new ConnectError('the operation timed out', Code.DeadlineExceeded));
    if (timeoutMs <= 0) late();
    else this.#deadline = setTimeout(late, timeoutMs);
  }
}

type Next = Parameters<Interceptor>[0];

interface Begun {
  readonly options: FramedCallOptions;
  readonly codec: FrameCodec;
}

interface Request {
  readonly header: Headers;
  readonly compression: { readonly request: Compression | null; readonly error?: ConnectError };
  readonly values: ContextValues;
}

/** What a service yields, as whole messages. A generator of its own would be kept for every stream. */
class Completed implements AsyncIterable<WatchResponse>, AsyncIterator<WatchResponse> {
  readonly #answers: AsyncIterator<MessageInitShape<typeof WatchResponseSchema>>;

  constructor(answers: AsyncIterable<MessageInitShape<typeof WatchResponseSchema>>) {
    this.#answers = answers[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<WatchResponse>> {
    const next = await this.#answers.next();
    return next.done ? next : { done: false, value: create(WatchResponseSchema, next.value) };
  }

  async return(): Promise<IteratorResult<WatchResponse>> {
    await this.#answers.return?.();
    return { done: true, value: undefined };
  }
}

/** The one message of a request for a stream. */
async function single(messages: AsyncIterable<Message>): Promise<WatchRequest> {
  let found: Message | undefined;
  for await (const message of messages) {
    if (found)
      throw new ConnectError(
        'protocol error: received extra input message for server-streaming method',
        Code.Unimplemented,
      );
    found = message;
  }
  if (!found)
    throw new ConnectError(
      'protocol error: missing input message for server-streaming method',
      Code.Unimplemented,
    );
  if (!isMessage(found, WatchRequestSchema)) throw new Error('a request is not of the method');
  return found;
}

function toHeaders(given: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    // HTTP/2 has the parts of its request line among them.
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one);
  }
  return headers;
}

function urlOf(request: RawExchange['request']): string {
  const { host = 'localhost' } = request.headers;
  return new URL(request.url ?? '/', `http://${'authority' in request ? request.authority : host}`).href;
}

/** Only what was made for the client is told. */
function toError(thrown: unknown): ConnectError {
  if (thrown instanceof ConnectError) return thrown;
  return new ConnectError('internal error', Code.Internal, undefined, undefined, thrown);
}

/** Once a stream runs nobody reads them any more, and they are a tenth of what it takes. */
function forget(...headers: readonly Headers[]): void {
  for (const header of headers) for (const name of [...header.keys()]) header.delete(name);
}

const gone = () => new ConnectError('the client is gone', Code.Canceled);
