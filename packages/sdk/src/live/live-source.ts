import type { MessageInitShape } from '@bufbuild/protobuf';
import type { WattletError } from '../errors/wattlet-error.ts';
import type { TopicSchema, WatchResponse } from '../gen/wattlet/v1/live_pb.js';

/** What a topic watches, and from which cursor on. */
export type LiveSubject = NonNullable<MessageInitShape<typeof TopicSchema>['subject']>;

/** What the shared stream carries to topics; each topic understands the cases of its own subject. */
export type LiveChange = Extract<
  WatchResponse['event'],
  { case: 'series' | 'alerts' | 'conversation' | 'typing' | 'inbox' | 'stream' | 'presence' }
>;

/** One thing that is watched, as the shared stream sees it. */
export interface LiveTopic {
  /** What to ask for, with the cursor to go on from. Called each time the stream is opened. */
  subject(): LiveSubject;
  /** Something has changed. A case that the topic does not know is none of its business. */
  apply(change: LiveChange): void;
  /** The topic cannot be continued from its cursor: read afresh, then renew. */
  reset(reason: string): void;
  /** The stream can only fail; the topic is forgotten. */
  fail(error: WattletError): void;
  /** The client was closed; the topic is forgotten. */
  close(): void;
}

/** A place on the shared stream. */
export interface LiveTicket {
  /** The cursor of the topic was set anew: what the current stream still says about it is ignored. */
  renew(): void;
  leave(): void;
}

/** How the live connection of a client is. */
export interface LiveStatus {
  /**
   * - `idle`: nothing is watched
   * - `connecting`: the first connection is being made
   * - `live`: connected
   * - `reconnecting`: the connection was lost; what is shown may be out of date
   * - `closed`: the client is closed
   */
  readonly state: 'idle' | 'connecting' | 'live' | 'reconnecting' | 'closed';
  /** Since when, epoch milliseconds. */
  readonly since: number;
  /** Why the connection was lost or refused. */
  readonly error?: WattletError;
}

/** The live connection of a client, for whoever wants to show how it is. */
export interface LiveStatusSource {
  /** How it is now. */
  readonly status: LiveStatus;
  /**
   * Calls the listener with every later change of the status.
   *
   * @returns a function that stops it
   */
  onStatus(listener: (status: LiveStatus) => void): () => void;
}

/** A shared stream that topics can join: a connection of this client, or one shared with others. */
export interface LiveSource extends LiveStatusSource {
  /** Another number once it is somebody else who calls: what was read before is not theirs. */
  readonly caller: number;
  join(topic: LiveTopic): LiveTicket;
}
