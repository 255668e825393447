import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Topic, WatchResponseSchema } from '../gen/wattlet/v1/live_pb.js';

type Response = MessageInitShape<typeof WatchResponseSchema>;

/** One open stream of a scripted server. */
export class ScriptedStream {
  readonly topics: Topic[];
  readonly #waiting: Response[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(topics: Topic[]) {
    this.topics = topics;
  }

  /** The ids of the topics with such a subject. */
  idsOf(subject: Topic['subject']['case']): number[] {
    return this.topics.filter((topic) => topic.subject.case === subject).map(({ id }) => id);
  }

  send(event: NonNullable<Response['event']>): void {
    this.#waiting.push({ event });
    this.#wake?.();
  }

  /** Says that a topic cannot be continued, and nothing more of it. */
  reset(id: number, reason: string): void {
    this.send({ case: 'reset', value: { topicId: id, reason } });
    this.topics.splice(0, this.topics.length, ...this.topics.filter((topic) => topic.id !== id));
  }

  /** Ends in order, after what was sent. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *responses(): AsyncGenerator<Response> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next) {
        yield next;
      } else if (this.#ended) {
        return;
      } else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}
