import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import type { Principal } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import { streamChecksKey } from '../access/stream-checks.ts';
import type { AlertsTopic, ConversationTopic, InboxTopic } from '../gen/wattlet/v1/live_pb.js';
import { unavailable } from '../rpc/errors.ts';
import type { FeedOrder, FeedPlace } from './feed.ts';
import type { Membership } from './join-outcome.ts';
import { type LiveHead, type LivePlace, livePlace } from './live-place.ts';
import type { TopicPosition } from './topic-position.ts';

/** How one kind of topic is watched. */
export interface FeedTopic<Topic, Cursor = bigint> {
  /** The hub of its feed. */
  readonly hub: { watch(order: FeedOrder<Cursor>): Membership<Cursor> };
  /**
   * What of the feed the caller may watch. Throws a ConnectError if nothing. It is asked again while the stream runs,
   * and the stream ends when the answer is another one.
   *
   * `path` is the topic's in the request, for what is wrong with it.
   */
  admit(principal: Principal, topic: Topic, path: string): FeedPlace | Promise<FeedPlace>;
  /** Of the read that the topic follows; undefined where it is to start now. */
  after(topic: Topic): Cursor | undefined;
  /** The cursor as the contract has it. */
  headOf(cursor: Cursor): LiveHead;
}

/** Lets the caller watch a topic of one kind, or rejects with why not; what it resolves to joins it. */
export type LiveTopic<Topic> = (
  topic: Topic,
  position: TopicPosition,
  context: Pick<HandlerContext, 'values'>,
) => Promise<() => LivePlace>;

/** The feeds that can be watched, by the kinds of their topics. */
export interface LiveFeeds {
  readonly alerts?: LiveTopic<AlertsTopic>;
  readonly conversation?: LiveTopic<ConversationTopic>;
  readonly inbox?: LiveTopic<InboxTopic>;
}

/** Makes topics of a feed ready for a stream, whatever its cursors are. */
export function liveTopic<Topic, Cursor>(feed: FeedTopic<Topic, Cursor>): LiveTopic<Topic> {
  return async (topic, { path, topicId, queue }, { values }) => {
    const place = await feed.admit(values.get(principalKey), topic, path);
    values.get(streamChecksKey)?.push(async ({ principal }) => {
      const now = await feed.admit(principal, topic, path);
      if (now.scope !== place.scope || now.view !== place.view) throw accessChanged();
    });
    const order: FeedOrder<Cursor> = { ...place, topicId, queue, after: feed.after(topic) };
    return () => livePlace(feed.hub.watch(order), (cursor) => feed.headOf(cursor));
  };
}

/** Of a kind that this server does not serve. */
export const unknownTopic: LiveTopic<unknown> = async (_topic, { path }) => {
  throw new ConnectError(`${path}: this server has no such topics`, Code.Unimplemented);
};

/** Whoever opens the stream again gets what they may see now. */
function accessChanged(): ConnectError {
  return unavailable({
    reason: 'ACCESS_CHANGED',
    message: 'what you may watch has changed: open the stream again',
  });
}
