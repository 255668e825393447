import type { MessageInitShape } from '@bufbuild/protobuf';
import { WattletError } from '../errors/wattlet-error.ts';
import type { TopicSchema } from '../gen/wattlet/v1/live_pb.js';
import type { LiveTicket, LiveTopic } from './live-source.ts';

/** The most topics that one stream carries, by the contract. */
export const MAX_TOPICS = 100;

/** The topics of a stream by the ids they are asked for with. */
export class TopicRegister {
  readonly #topics = new Map<number, LiveTopic>();
  readonly #onChange: () => void;
  #lastId = 0;

  /** @param onChange the stream has to be opened again for the topics to be as they should */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#topics.size;
  }

  get all(): LiveTopic[] {
    return [...this.#topics.values()];
  }

  get(id: number): LiveTopic | undefined {
    return this.#topics.get(id);
  }

  /** @throws WattletError `resource_exhausted` when the stream carries {@link MAX_TOPICS} already. */
  join(topic: LiveTopic): LiveTicket {
    if (this.#topics.size >= MAX_TOPICS) {
      const message = `A client watches at most ${MAX_TOPICS} topics at once; end a watch, or use another client`;
      throw new WattletError('resource_exhausted', message);
    }
    let id = this.#add(topic);
    return {
      renew: () => {
        if (!this.#topics.delete(id)) return;
        // Under a new id, so that what an open stream still says of the old one finds nobody.
        id = this.#add(topic);
      },
      leave: () => {
        if (this.#topics.delete(id)) this.#onChange();
      },
    };
  }

  /** The topics as the contract wants them, each from its cursor of now. */
  request(): MessageInitShape<typeof TopicSchema>[] {
    return Array.from(this.#topics, ([id, topic]) => ({ id, subject: topic.subject() }));
  }

  /** Forgets every topic, and returns them. */
  clear(): LiveTopic[] {
    const topics = this.all;
    this.#topics.clear();
    return topics;
  }

  #add(topic: LiveTopic): number {
    this.#lastId += 1;
    this.#topics.set(this.#lastId, topic);
    this.#onChange();
    return this.#lastId;
  }
}
