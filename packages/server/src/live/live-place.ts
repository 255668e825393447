import type { MessageInitShape } from '@bufbuild/protobuf';
import type { TopicHeadSchema } from '../gen/wattlet/v1/live_pb.js';
import type { Membership } from './join-outcome.ts';

/** Where a topic stands, without its id. */
export type LiveHead = Omit<MessageInitShape<typeof TopicHeadSchema>, '$typeName' | 'topicId'>;

/** A topic of a stream in its hub. */
export interface LivePlace {
  /**
   * Where the topic starts, as soon as that is known; undefined if it is not within the time (milliseconds), or if the
   * topic starts with a reset. Rejects if the hub refuses it.
   */
  headWithin(limitMs: number): Promise<LiveHead | undefined>;
  /** Ends it; may be called again. */
  leave(): void;
}

/** A place of a hub, with its cursor as the contract has it. */
export function livePlace<Cursor>(
  membership: Membership<Cursor>,
  headOf: (cursor: Cursor) => LiveHead,
): LivePlace {
  return {
    async headWithin(limitMs) {
      const outcome = await membership.outcomeWithin(limitMs);
      if (outcome.kind === 'refused') throw outcome.error;
      return outcome.kind === 'joined' && outcome.cursor !== undefined ? headOf(outcome.cursor) : undefined;
    },
    leave: () => membership.leave(),
  };
}
