import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import type { ErrorCode } from '../errors/error-code.ts';
import { WattletError, type WattletErrorOptions } from '../errors/wattlet-error.ts';
import { type WatchResponse, WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';

/** A stream that the test plays the server of. */
export class OpenStream {
  readonly ids: number[];
  readonly signal: AbortSignal;
  readonly #parts = new TransformStream<WatchResponse, WatchResponse>();
  readonly #writer = this.#parts.writable.getWriter();

  constructor(ids: number[], signal: AbortSignal) {
    this.ids = ids;
    this.signal = signal;
    signal.addEventListener('abort', () => void this.#writer.abort(signal.reason));
  }

  get responses(): AsyncIterable<WatchResponse> {
    return this.#parts.readable;
  }

  async ready(heartbeatMs = 15_000): Promise<void> {
    await this.send({ case: 'ready', value: { heartbeat: durationFromMs(heartbeatMs) } });
  }

  async send(event: NonNullable<MessageInitShape<typeof WatchResponseSchema>['event']>): Promise<void> {
    await this.#writer.write(create(WatchResponseSchema, { event }));
    await settled();
  }

  async end(): Promise<void> {
    await this.#writer.close();
    await settled();
  }

  async fail(code: ErrorCode, options: WattletErrorOptions = {}): Promise<void> {
    await this.#writer.abort(new WattletError(code, 'scripted', options));
    await settled();
  }
}

/** Resolves when everything that had to happen at once has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
