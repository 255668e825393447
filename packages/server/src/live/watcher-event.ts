import type { RangePatch, WatchResponse } from '../gen/wattlet/v1/live_pb.js';
import type { StreamCursor } from '../streams/query/series-store.ts';

/** New content of series topics; they stand at the cursor then. */
export interface PatchEvent {
  readonly kind: 'patch';
  readonly topicIds: readonly number[];
  readonly cursor: StreamCursor;
  readonly patches: readonly RangePatch[];
  /** About how many bytes it takes on the wire. */
  readonly bytes: number;
}

type Named<Case> = Extract<WatchResponse['event'], { case: Case }>;

/**
 * What a feed sends, or a stream to topics for every area of it, with the cursor at which the topics stand then. The
 * ids of the topics are filled in when it is sent.
 */
export type FeedContent = Named<'alerts'> | Named<'conversation'> | Named<'inbox'> | Named<'stream'>;

/** Content of a feed with about how many bytes it takes on the wire. */
export interface SizedContent {
  readonly content: FeedContent;
  readonly bytes: number;
}

/** Makes one content of two that follow each other, the older one first. */
export type Merge = (older: FeedContent, newer: FeedContent) => SizedContent | undefined;

/** New content of topics of a feed. */
export interface ChangeEvent extends SizedContent {
  readonly kind: 'change';
  readonly topicIds: readonly number[];
  /** Where the content is state, so that what is older need not be sent. */
  readonly merge?: Merge | undefined;
}

/** What passes by itself: not stored, and left out where there is no room. */
export type NoticeContent = Named<'typing'> | Named<'presence'>;

/** Something that passes by itself. */
export interface NoticeEvent {
  readonly kind: 'notice';
  readonly topicIds: readonly number[];
  readonly content: NoticeContent;
  /** A later notice with the same name takes its place. */
  readonly name: string;
}

/** The topic must be read afresh. */
export interface ResetEvent {
  readonly kind: 'reset';
  readonly topicId: number;
  readonly reason: string;
}

/** Nothing has happened for a while. */
export interface HeartbeatEvent {
  readonly kind: 'heartbeat';
}

/** What is read from the database: a topic that loses one needs a reset. */
export type DurableEvent = PatchEvent | ChangeEvent;

/** What a connection is sent after `Ready`. */
export type WatcherEvent = DurableEvent | NoticeEvent | ResetEvent | HeartbeatEvent;

/** Whether the event is one of the database. */
export function isDurable(event: WatcherEvent): event is DurableEvent {
  return event.kind === 'patch' || event.kind === 'change';
}
