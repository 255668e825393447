import type { MessageInitShape } from '@bufbuild/protobuf';
import type { WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';
import type { FeedContent, NoticeContent, WatcherEvent } from './watcher-event.ts';

type Response = MessageInitShape<typeof WatchResponseSchema>;

/** An event as the contract has it. */
export function toResponse(event: WatcherEvent): Response {
  switch (event.kind) {
    case 'patch': {
      const { topicIds, cursor, patches } = event;
      return {
        event: { case: 'series', value: { topicIds: [...topicIds], cursor, patches: [...patches] } },
      };
    }
    case 'change':
      return { event: addressed(event.content, [...event.topicIds]) };
    case 'notice':
      return { event: addressed(event.content, [...event.topicIds]) };
    case 'reset':
      return { event: { case: 'reset', value: { topicId: event.topicId, reason: event.reason } } };
    case 'heartbeat':
      return { event: { case: 'heartbeat', value: {} } };
  }
}

/** What many connections share is not changed: each has ids of its own. */
function addressed(content: FeedContent | NoticeContent, topicIds: number[]): NonNullable<Response['event']> {
  switch (content.case) {
    case 'alerts':
      return { case: 'alerts', value: { ...content.value, topicIds } };
    case 'conversation':
      return { case: 'conversation', value: { ...content.value, topicIds } };
    case 'inbox':
      return { case: 'inbox', value: { ...content.value, topicIds } };
    case 'typing':
      return { case: 'typing', value: { ...content.value, topicIds } };
    case 'presence':
      return { case: 'presence', value: { ...content.value, topicIds } };
    case 'stream':
      return { case: 'stream', value: { ...content.value, topicIds } };
  }
}
