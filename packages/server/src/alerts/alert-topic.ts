import type { AlertsTopic } from '../gen/wattlet/v1/live_pb.js';
import type { FeedTopic } from '../live/feed-topic.ts';
import { type AlertPlace, WHOLE_SITE } from './alert-feed.ts';
import { alertViewOf } from './alert-view.ts';

/** How alerts are watched: whoever may list them may. */
export function alertTopic(
  hub: FeedTopic<AlertsTopic, AlertPlace>['hub'],
): FeedTopic<AlertsTopic, AlertPlace> {
  return {
    hub,
    admit(principal) {
      const { siteId, ownerId = WHOLE_SITE } = alertViewOf(principal);
      return { scope: siteId, view: ownerId };
    },
    after: ({ cursor }) => cursor && { sequence: cursor.sequence },
    headOf: ({ sequence }) => ({ alerts: { sequence } }),
  };
}
