import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Person } from '../../access/principal.ts';
import type { Ready, TopicSchema, WatchResponse } from '../../gen/wattlet/v1/live_pb.js';
import type { ChatFixture } from './chat-fixture.ts';

type Event = WatchResponse['event'];
type Case = NonNullable<Event['case']>;
type EventOf<C extends Case> = Extract<Event, { case: C }>;

/** For tests: a live stream that is open. */
export interface TestWatch extends AsyncDisposable {
  readonly ready: Ready;
  /** Everything that has come so far. */
  readonly received: readonly Event[];
  /** The next event of a kind, which is then taken out; others stay for later. */
  next<C extends Case>(kind: C): Promise<EventOf<C>>;
}

/** For tests: opens a stream, and resolves when it is ready. */
export async function openWatch(
  fixture: Pick<ChatFixture, 'watchAs'>,
  who: Person,
  topics: MessageInitShape<typeof TopicSchema>[],
): Promise<TestWatch> {
  const stop = new AbortController();
  const received: Event[] = [];
  const waiting: Event[] = [];
  let arrived = Promise.withResolvers<void>();
  let failure: unknown;
  const reading = (async () => {
    try {
      for await (const { event } of fixture.watchAs(who).watch({ topics }, { signal: stop.signal })) {
        received.push(event);
        waiting.push(event);
        arrived.resolve();
      }
      failure = new Error('the stream ended');
    } catch (error) {
      failure = error;
    }
    arrived.resolve();
  })();
  const next = async <C extends Case>(kind: C): Promise<EventOf<C>> => {
    for (;;) {
      const index = waiting.findIndex((event) => event.case === kind);
      const [event] = index < 0 ? [] : waiting.splice(index, 1);
      if (event && isOf(event, kind)) return event;
      if (failure !== undefined) throw failure;
      await arrived.promise;
      arrived = Promise.withResolvers();
    }
  };
  return {
    ready: (await next('ready')).value,
    received,
    next,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await reading;
    },
  };
}

function isOf<C extends Case>(event: Event, kind: C): event is EventOf<C> {
  return event.case === kind;
}
