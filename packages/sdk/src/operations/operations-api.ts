import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { lookUp } from '../series/look-up.ts';
import { toWireStream } from '../series/selection.ts';
import type { StreamName } from '../series/series-key.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText } from '../transport/from-wire.ts';
import { toDeadLetter, toHealth, toImport, WIRE_STATUSES } from './from-wire.ts';
import type { DeadLetter, Health } from './health.ts';
import type { Import, ImportStatus } from './import.ts';

/** Asks for a page. */
interface PageRequest extends Cancellable {
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** Asks for a page of imports. */
export interface ImportsRequest extends PageRequest {
  readonly stream: StreamName;
  /** Only those that ended so. */
  readonly statuses?: readonly ImportStatus[];
  /** Only quarantined ones that somebody should look at. */
  readonly awaitingReview?: boolean;
}

/** A page of imports, newest first. */
export interface ImportsPage {
  readonly imports: readonly Import[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/** Asks for a page of events that were given up. */
export interface DeadLettersRequest extends PageRequest {
  /** Of a stream, or of people, meters and alerts unless given. */
  readonly stream?: StreamName;
}

/** A page of events that were given up, newest first. */
export interface DeadLettersPage {
  readonly deadLetters: readonly DeadLetter[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
}

/**
 * For operators, and administrators of the platform's own site: the pipeline. What they do is in the audit log. Every method
 * rejects with a `WattletError`, and with nothing else.
 */
export class OperationsApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof OperationsService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(OperationsService, connection.transports.fresh);
  }

  /** State of every role, whichever process runs it, and of every stream. */
  health({ signal }: Cancellable = {}): Promise<Health> {
    return this.#call(signal, async (options) => toHealth(await this.#client.getHealth({}, options)));
  }

  /** Looks at a stream's source now instead of at the next poll. Resolves when that is asked for. */
  ingest(stream: StreamName, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.ingestLatest({ stream: toWireStream(stream) }, options);
    });
  }

  /** The imports of a stream, newest first, a page at a time. */
  imports(request: ImportsRequest): Promise<ImportsPage> {
    const { statuses = [], awaitingReview = false, pageSize = 0, pageToken = '', signal } = request;
    return this.#call(signal, async (options) => {
      const query = {
        stream: toWireStream(request.stream),
        statuses: statuses.map((status) => lookUp(WIRE_STATUSES, status, 'statuses')),
        ...{ awaitingReview, pageSize, pageToken },
      };
      const { imports, nextPageToken } = await this.#client.listImports(query, options);
      return { imports: imports.map(toImport), ...optionalText('nextPageToken', nextPageToken) };
    });
  }

  /**
   * Imports a stored file again; by force also one that is older than what is stored or would remove much, such as a
   * quarantined one that proved right. Resolves when it is in line.
   */
  replay(
    stream: StreamName,
    importId: number,
    { force = false, signal }: { readonly force?: boolean } & Cancellable = {},
  ): Promise<void> {
    return this.#call(signal, async (options) => {
      const request = { stream: toWireStream(stream), importId: BigInt(importId), force };
      await this.#client.replayImport(request, options);
    });
  }

  /** Decides that a quarantined file is not to be applied. */
  reject(
    stream: StreamName,
    importId: number,
    { note = '', signal }: { readonly note?: string } & Cancellable = {},
  ): Promise<void> {
    return this.#call(signal, async (options) => {
      const request = { stream: toWireStream(stream), importId: BigInt(importId), note };
      await this.#client.rejectImport(request, options);
    });
  }

  /** Operators: deletes everything stored of a stream and fills it again from its source. Its name is typed as confirmation. */
  reset(stream: StreamName, confirmation: string, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.resetStream({ stream: toWireStream(stream), confirmation }, options);
    });
  }

  /** Events that were given up after five tries, newest first, a page at a time. */
  deadLetters(request: DeadLettersRequest = {}): Promise<DeadLettersPage> {
    const { stream, pageSize = 0, pageToken = '', signal } = request;
    return this.#call(signal, async (options) => {
      const query = { stream: wireOrPlatform(stream), pageSize, pageToken };
      const { deadLetters, nextPageToken } = await this.#client.listDeadLetters(query, options);
      return { deadLetters: deadLetters.map(toDeadLetter), ...optionalText('nextPageToken', nextPageToken) };
    });
  }

  /** Puts an event that was given up back in line. */
  retryDeadLetter(
    id: number,
    { stream, signal }: { readonly stream?: StreamName } & Cancellable = {},
  ): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.retryDeadLetter({ stream: wireOrPlatform(stream), id: BigInt(id) }, options);
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

const wireOrPlatform = (stream: StreamName | undefined): Stream =>
  stream === undefined ? Stream.UNSPECIFIED : toWireStream(stream);
