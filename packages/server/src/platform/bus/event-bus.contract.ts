import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { aborted } from '../testing/aborted.ts';
import { eventually } from '../testing/eventually.ts';
import type { BusEvent, EventBus, Execute } from './event-bus.ts';

/** A bus for one test, without events, that pauses a few milliseconds between tries. */
export interface TestBus extends AsyncDisposable {
  readonly bus: EventBus;
  /** Runs the work in a transaction, which is rolled back if it throws. */
  transaction(work: (execute: Execute) => Promise<void>): Promise<void>;
}

type Handle = (event: BusEvent, signal: AbortSignal) => Promise<void>;

const TOPIC = 'things';

async function publish({ bus, transaction }: TestBus, ...payloads: unknown[]): Promise<void> {
  await transaction(async (execute) => {
    for (const payload of payloads) await bus.publish(execute, { topic: TOPIC, key: 'key', payload });
  });
}

/** Starts a consumer; `stop` ends it and passes on how it ended. */
function start({ bus }: TestBus, group: string, handle: Handle) {
  const stopping = new AbortController();
  const ended = bus.consume({ topic: TOPIC, group, handle, signal: stopping.signal });
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** Consumes until so many payloads came, and resolves to them. */
async function take(made: TestBus, group: string, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  const consumer = start(made, group, async ({ payload }) => {
    taken.push(payload);
  });
  await Promise.race([eventually(() => (taken.length >= count ? taken : undefined)), consumer.ended]);
  await consumer.stop();
  return taken;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** What every event bus promises. */
export function eventBusContract(
  name: string,
  makeBus: () => Promise<TestBus>,
  { skip = false }: { skip?: string | false } = {},
): void {
  describe(`${name} as an event bus`, { timeout: 120_000, skip }, () => {
    test('an event arrives as it was published, at the position after the one before', async () => {
      await using made = await makeBus();
      const payload = { text: 'ü "\\', number: -0.5, list: [1, null, true], nested: {} };
      await publish(made, payload, null);
      const events: BusEvent[] = [];
      const consumer = start(made, 'group', async (event) => void events.push(event));
      await eventually(() => (events.length === 2 ? true : undefined));
      await consumer.stop();
      assert.deepEqual(events, [
        { position: 1n, key: 'key', payload },
        { position: 2n, key: 'key', payload: null },
      ]);
    });

    test('a transaction that is rolled back publishes nothing, and leaves no gap', async () => {
      await using made = await makeBus();
      await publish(made, 'before');
      const failing = made.transaction(async (execute) => {
        await made.bus.publish(execute, { topic: TOPIC, key: 'key', payload: 'never' });
        throw new Error('rolled back');
      });
      await assert.rejects(failing, /rolled back/);
      await publish(made, 'after');
      assert.deepEqual(await take(made, 'group', 2), ['before', 'after']);
    });

    test('a backlog of many batches, published concurrently, is handled whole and in the order of its commits', async () => {
      await using made = await makeBus();
      await Promise.all(
        numbers(25).map((writer) => publish(made, ...numbers(12).map((each) => [writer, each]))),
      );
      const events: BusEvent[] = [];
      const consumer = start(made, 'group', async (event) => void events.push(event));
      await eventually(() => (events.length === 300 ? true : undefined));
      await consumer.stop();
      assert.deepEqual(
        events.map(({ position }) => position),
        numbers(300).map(BigInt),
      );
      for (const writer of numbers(25)) {
        const own = events.flatMap(({ payload }) =>
          Array.isArray(payload) && payload[0] === writer ? [payload[1]] : [],
        );
        assert.deepEqual(own, numbers(12));
      }
    });

    test('events that are published while a consumer waits reach it, one after the other', async () => {
      await using made = await makeBus();
      const seen: unknown[] = [];
      let running = 0;
      const consumer = start(made, 'group', async ({ payload }) => {
        running += 1;
        assert.equal(running, 1);
        await Promise.resolve();
        seen.push(payload);
        running -= 1;
      });
      for (const each of numbers(5)) {
        await publish(made, each);
        await eventually(() => (seen.length === each ? true : undefined));
      }
      await consumer.stop();
      assert.deepEqual(seen, numbers(5));
    });

    test('every group sees every event, also one that comes later', async () => {
      await using made = await makeBus();
      await publish(made, ...numbers(3));
      assert.deepEqual(await take(made, 'one', 3), numbers(3));
      assert.deepEqual(await take(made, 'two', 3), numbers(3));
      await publish(made, 4);
      assert.deepEqual(await take(made, 'one', 1), [4]);
    });

    test('topics are apart', async () => {
      await using made = await makeBus();
      await made.transaction((execute) =>
        made.bus.publish(execute, { topic: 'others', key: 'key', payload: 'other' }),
      );
      await publish(made, 'mine');
      assert.deepEqual(await take(made, 'group', 1), ['mine']);
    });

    test('consumers of one group share the work: no event is handled twice', async () => {
      await using made = await makeBus();
      const seen: unknown[] = [];
      const handle: Handle = async ({ payload }) => void seen.push(payload);
      const consumers = [start(made, 'group', handle), start(made, 'group', handle)];
      await publish(made, ...numbers(150));
      await eventually(() => (seen.length >= 150 ? true : undefined));
      // Whichever of the two works: the other one goes on.
      await consumers[0]?.stop();
      await publish(made, 'a', 'b');
      await eventually(() => (seen.includes('b') ? true : undefined));
      await consumers[1]?.stop();
      assert.deepEqual(seen, [...numbers(150), 'a', 'b']);
    });

    test('a consumer that ends between the effect and its note makes the event come again', async () => {
      await using made = await makeBus();
      await publish(made, ...numbers(3));
      const effects: unknown[] = [];
      const dying = start(made, 'group', async ({ payload }, signal) => {
        effects.push(payload);
        if (payload !== 2) return;
        await aborted(signal);
        signal.throwIfAborted();
      });
      await eventually(() => (effects.includes(2) ? true : undefined));
      await dying.stop();
      assert.deepEqual([...effects, ...(await take(made, 'group', 2))], [1, 2, 2, 3]);
      assert.deepEqual(await made.bus.listParked({ limit: 10 }), []);
    });

    test('an event that fails once is tried again before the next one', async () => {
      await using made = await makeBus();
      await publish(made, 'first', 'second');
      const seen: unknown[] = [];
      const consumer = start(made, 'group', async ({ payload }) => {
        seen.push(payload);
        if (seen.length === 1) throw new Error('not now');
      });
      await eventually(() => (seen.includes('second') ? true : undefined));
      await consumer.stop();
      assert.deepEqual(seen, ['first', 'first', 'second']);
      assert.deepEqual(await made.bus.listParked({ limit: 10 }), []);
    });

    test('a poison event is parked after five tries, visible, and the others go on', async () => {
      await using made = await makeBus();
      await publish(made, 'good', 'poison', 'better');
      const seen: unknown[] = [];
      const consumer = start(made, 'group', async ({ payload }) => {
        seen.push(payload);
        if (payload === 'poison') throw new TypeError('cannot be\0read');
      });
      await eventually(() => (seen.includes('better') ? true : undefined));
      await consumer.stop();
      assert.deepEqual(seen, ['good', ...Array(5).fill('poison'), 'better']);
      const [parked, ...others] = await made.bus.listParked({ limit: 10 });
      assert.ok(parked !== undefined && others.length === 0);
      const { id, parkedAt, ...rest } = parked;
      assert.ok(id > 0n && parkedAt instanceof Date);
      const error = 'TypeError: cannot be\uFFFDread';
      assert.deepEqual(rest, {
        topic: TOPIC,
        group: 'group',
        position: 2n,
        key: 'key',
        payload: 'poison',
        error,
        attempts: 5,
      });
    });

    test('tries are counted across restarts, and one that is interrupted does not count', async () => {
      await using made = await makeBus();
      await publish(made, 'poison', 'next');
      let tries = 0;
      const first = start(made, 'group', async (_, signal) => {
        tries += 1;
        if (tries < 4) throw new Error(`try ${tries}`);
        await aborted(signal);
        signal.throwIfAborted();
      });
      await eventually(() => (tries === 4 ? true : undefined));
      await first.stop();
      let more = 0;
      let next = false;
      const second = start(made, 'group', async ({ payload }) => {
        next = payload === 'next';
        if (next) return;
        more += 1;
        throw new Error(`try ${more} after the restart`);
      });
      await eventually(() => (next ? true : undefined));
      await second.stop();
      assert.equal(more, 2);
      const parked = await made.bus.listParked({ limit: 10 });
      assert.deepEqual(
        parked.map(({ attempts, error }) => [attempts, error]),
        [[5, 'Error: try 2 after the restart']],
      );
    });

    test('events that wait are handled at once where that is offered, and one by one where it fails', async () => {
      await using made = await makeBus();
      await publish(made, ...numbers(5));
      const stopping = new AbortController();
      const together: unknown[][] = [];
      const single: unknown[] = [];
      const ended = made.bus.consume({
        topic: TOPIC,
        group: 'group',
        handle: async ({ payload }) => void single.push(payload),
        handleAll: async (events) => {
          together.push(events.map(({ payload }) => payload));
          if (together.length === 2) throw new Error('not together');
        },
        signal: stopping.signal,
      });
      await eventually(() => (together.length === 1 ? true : undefined));
      await publish(made, 6, 7);
      await eventually(() => (single.length === 2 ? true : undefined));
      await publish(made, 8);
      await eventually(() => (single.length === 3 ? true : undefined));
      stopping.abort();
      await ended;
      assert.deepEqual(together, [numbers(5), [6, 7]]);
      assert.deepEqual(single, [6, 7, 8]);
      assert.deepEqual(await made.bus.listParked({ limit: 10 }), []);
    });

    test('a failure that passes by itself ends the consumer, and is not counted as a try', async () => {
      await using made = await makeBus();
      await publish(made, 'event');
      for (const attempt of numbers(6)) {
        const consumer = start(made, 'group', async () => {
          throw Object.assign(new Error(`store is down, ${attempt}`), { code: 'ECONNREFUSED' });
        });
        await assert.rejects(consumer.ended, { message: `store is down, ${attempt}` });
      }
      assert.deepEqual(await made.bus.listParked({ limit: 10 }), []);
      assert.deepEqual(await take(made, 'group', 1), ['event']);
    });

    test('a parked event goes back in line for the group that gave it up alone', async () => {
      await using made = await makeBus();
      await publish(made, 'poison');
      const failing = start(made, 'one', async () => {
        throw new Error('broken');
      });
      const parked = await eventually(async () => (await made.bus.listParked({ limit: 1 }))[0]);
      await failing.stop();
      assert.deepEqual(await take(made, 'two', 1), ['poison']);
      assert.equal(await made.bus.retryParked(parked.id), true);
      assert.equal(await made.bus.retryParked(parked.id), false);
      assert.deepEqual(await made.bus.listParked({ limit: 1 }), []);
      await publish(made, 'next');
      assert.deepEqual(await take(made, 'two', 1), ['next']);
      assert.deepEqual(await take(made, 'one', 2), ['poison', 'next']);
    });

    test('parked events are listed newest first, page by page', async () => {
      await using made = await makeBus();
      await publish(made, ...numbers(5));
      const failing = start(made, 'group', async () => {
        throw new Error('broken');
      });
      const all = await eventually(async () => {
        const parked = await made.bus.listParked({ limit: 10 });
        return parked.length === 5 ? parked : undefined;
      });
      await failing.stop();
      assert.deepEqual(
        all.map(({ payload }) => payload),
        [5, 4, 3, 2, 1],
      );
      assert.deepEqual(await made.bus.listParked({ limit: 2 }), all.slice(0, 2));
      assert.deepEqual(await made.bus.listParked({ limit: 2, before: all[1]?.id }), all.slice(2, 4));
    });

    test('a consumer stops while it waits, while it backs off, and before it began', async () => {
      await using made = await makeBus();
      const waiting = start(made, 'waiting', async () => undefined);
      const standby = start(made, 'waiting', async () => undefined);
      await publish(made, 'event');
      let tries = 0;
      const failing = start(made, 'failing', async () => {
        tries += 1;
        throw new Error('broken');
      });
      await eventually(() => (tries > 0 ? true : undefined));
      await Promise.all([waiting.stop(), standby.stop(), failing.stop()]);
      const signal = AbortSignal.abort();
      await made.bus.consume({ topic: TOPIC, group: 'never', handle: assert.fail, signal });
      await made.bus.tail({ topic: TOPIC, onWake: assert.fail, signal });
    });

    test('a consumer says when it listens, also one that stands by', async () => {
      await using made = await makeBus();
      const stopping = new AbortController();
      const listening = [0, 0];
      const consumers = listening.map((_, index) =>
        made.bus.consume({
          topic: TOPIC,
          group: 'group',
          handle: async () => undefined,
          onListening: () => {
            listening[index] = (listening[index] ?? 0) + 1;
          },
          signal: stopping.signal,
        }),
      );
      await eventually(() => listening.every((count) => count > 0) || undefined);
      stopping.abort();
      await Promise.all(consumers);
    });

    test('a tail is called when it listens and after events, and stops', async () => {
      await using made = await makeBus();
      const stopping = new AbortController();
      const wakes = [0, 0];
      const tails = wakes.map((_, index) =>
        made.bus.tail({
          topic: TOPIC,
          onWake: () => {
            wakes[index] = (wakes[index] ?? 0) + 1;
          },
          signal: stopping.signal,
        }),
      );
      for (const each of numbers(3)) {
        await eventually(() => (wakes.every((count) => count >= each) ? true : undefined));
        await publish(made, each);
      }
      await eventually(() => (wakes.every((count) => count >= 4) ? true : undefined));
      stopping.abort();
      await Promise.all(tails);
    });
  });
}
