import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { WattletError } from '../errors/wattlet-error.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import type { LiveSource, LiveTopic } from './live-source.ts';
import { TopicWatch, type WatchedState } from './topic-watch.ts';

/** Knows whose alerts were read last. */
class WatchedName implements WatchedState<string, string> {
  #name = '';
  subject() {
    return { case: 'alerts' as const, value: {} };
  }
  take(name: string) {
    this.#name = name;
  }
  apply() {
    return undefined;
  }
  snapshot() {
    return this.#name;
  }
  afterReset() {
    return `${this.#name} again`;
  }
}

suite('a watch that is read when somebody else begins to call', () => {
  let caller: number;
  let joined: LiveTopic | undefined;
  /** The reads that wait for an answer. */
  let reads: PromiseWithResolvers<string>[];
  let watch: TopicWatch<string, string>;

  const live: LiveSource = {
    get caller() {
      return caller;
    },
    status: { state: 'idle', since: 0 },
    onStatus: () => () => undefined,
    join: (topic) => {
      joined = topic;
      return { renew: () => undefined, leave: () => undefined };
    },
  };

  beforeEach(() => {
    caller = 0;
    joined = undefined;
    reads = [];
    watch = new TopicWatch(new WatchedName(), {
      ...{ live, timers: new ManualTimers(), random: () => 0, ends: [] },
      read: () => {
        const read = Promise.withResolvers<string>();
        reads.push(read);
        return read.promise;
      },
    });
  });

  /** The read that is under way, and with it everything that has happened so far. */
  async function reading(): Promise<PromiseWithResolvers<string>> {
    await new Promise(setImmediate);
    return reads.at(-1) ?? assert.fail('nothing is read');
  }

  test('shows nothing of what the one before was answered, and follows nothing before the next was', async () => {
    const event = watch.events.next();
    const ofMaria = await reading();
    caller = 1;
    ofMaria.resolve('Maria');
    const ofNikos = await reading();
    assert.equal(joined, undefined);
    ofNikos.resolve('Nikos');
    assert.deepEqual(await event, { done: false, value: 'Nikos' });
    assert.ok(joined);
  });

  test('does not fail for what the one before was refused, also where it was read anew', async () => {
    const first = watch.events.next();
    (await reading()).resolve('Maria');
    await first;
    joined?.reset('scripted');
    const ofMaria = await reading();
    caller = 1;
    ofMaria.reject(new WattletError('unauthenticated', 'scripted'));
    const event = watch.events.next();
    (await reading()).resolve('Nikos');
    assert.deepEqual(await event, { done: false, value: 'Nikos again' });
    assert.equal(reads.length, 3);
  });
});
