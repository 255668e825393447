import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { eventually } from '../testing/eventually.ts';
import { silentLog } from '../testing/silent-log.ts';
import { AcknowledgedBatches, type BatchWork } from './acknowledged-batches.ts';

/** A channel that keeps the broker's rules: a tag is settled once, and only while it is outstanding. */
class FakeLane {
  readonly controller = new AbortController();
  readonly closed = this.controller.signal;
  readonly outstanding = new Set<number>();
  readonly acknowledged: number[] = [];
  readonly requeued: number[] = [];

  ackUpTo(tag: number): void {
    assert.ok(this.outstanding.has(tag), `${tag} is outstanding`);
    for (const each of [...this.outstanding].filter((one) => one <= tag)) {
      this.outstanding.delete(each);
      this.acknowledged.push(each);
    }
  }

  requeue(tag: number): void {
    assert.ok(this.outstanding.delete(tag), `${tag} is outstanding`);
    this.requeued.push(tag);
  }
}

function open(work: Partial<BatchWork<number>> & Pick<BatchWork<number>, 'handle'>) {
  const lane = new FakeLane();
  const batches = new AcknowledgedBatches<number>(lane, {
    ...{ isTransient: () => false, most: 3, inFlight: 2, waitMs: 60_000, backoffMs: 0, log: silentLog },
    ...work,
  });
  const add = (...tags: number[]): void => {
    for (const tag of tags) {
      lane.outstanding.add(tag);
      batches.add(tag, tag);
    }
  };
  return { lane, batches, add };
}

describe('AcknowledgedBatches', () => {
  test('what comes while nothing is under way is worked on at once, without waiting for more', async () => {
    const seen: (readonly number[])[] = [];
    const { lane, batches, add } = open({ handle: async (items) => void seen.push(items) });
    add(1, 2);
    await batches.idle();
    assert.deepEqual(seen, [[1, 2]]);
    assert.deepEqual(lane.acknowledged, [1, 2]);
  });

  test('batches fill while others are under way, no more of them than allowed', async () => {
    const gates: PromiseWithResolvers<void>[] = [];
    const seen: (readonly number[])[] = [];
    const { lane, batches, add } = open({
      handle: (items) => {
        seen.push(items);
        const gate = Promise.withResolvers<void>();
        gates.push(gate);
        return gate.promise;
      },
    });
    add(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    await tick();
    assert.deepEqual(seen, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    gates[1]?.resolve();
    await eventually(() => (seen.length === 3 ? true : undefined));
    assert.deepEqual(lane.acknowledged, [], 'a later batch waits for those before it');
    gates[0]?.resolve();
    await eventually(() => (lane.acknowledged.length === 6 ? true : undefined));
    gates[2]?.resolve();
    await eventually(() => (seen.length === 4 ? true : undefined));
    gates[3]?.resolve();
    await batches.idle();
    assert.deepEqual(seen.at(-1), [10]);
    assert.deepEqual([...lane.outstanding], []);
  });

  test('what waits is started after the wait, while something else is under way', async () => {
    const gate = Promise.withResolvers<void>();
    const seen: (readonly number[])[] = [];
    const { batches, add } = open({
      waitMs: 1,
      handle: async (items) => {
        seen.push(items);
        if (seen.length === 1) await gate.promise;
      },
    });
    add(1, 2, 3, 4);
    await eventually(() => (seen.length === 2 ? true : undefined));
    assert.deepEqual(seen[1], [4]);
    gate.resolve();
    await batches.idle();
  });

  test('a failure that passes is waited out: the same batch again, nothing acknowledged before', async () => {
    const seen: (readonly number[])[] = [];
    const { lane, batches, add } = open({
      isTransient: () => true,
      handle: async (items) => {
        seen.push(items);
        assert.deepEqual(lane.acknowledged, []);
        if (seen.length < 4) throw new Error('not now');
      },
    });
    add(1, 2, 3);
    await batches.idle();
    assert.deepEqual(seen, Array(4).fill([1, 2, 3]));
    assert.deepEqual(lane.acknowledged, [1, 2, 3]);
    assert.deepEqual(lane.requeued, []);
  });

  test('of a batch that cannot be handled exactly the poison goes back, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 20 })), async (poison) => {
        const handled = new Set<number>();
        const { lane, batches, add } = open({
          most: 8,
          handle: async (items) => {
            if (items.some((item) => poison.includes(item))) throw new TypeError('poison');
            for (const item of items) handled.add(item);
          },
        });
        const tags = Array.from({ length: 20 }, (_, index) => index + 1);
        add(...tags);
        await batches.idle();
        const good = tags.filter((tag) => !poison.includes(tag));
        assert.deepEqual([...handled].toSorted(byValue), good);
        assert.deepEqual(lane.requeued.toSorted(byValue), poison.toSorted(byValue));
        assert.deepEqual(lane.acknowledged.toSorted(byValue), good);
      }),
      { numRuns: 50 },
    );
  });

  test('after its channel is gone nothing is settled, tried again or started', async () => {
    let tries = 0;
    const { lane, batches, add } = open({
      isTransient: () => true,
      handle: async () => {
        tries += 1;
        lane.controller.abort();
        throw new Error('not now');
      },
    });
    add(1, 2, 3, 4, 5);
    await batches.idle();
    add(6);
    await batches.idle();
    assert.equal(tries, 1);
    assert.deepEqual([lane.acknowledged, lane.requeued], [[], []]);
  });
});

const byValue = (a: number, b: number): number => a - b;
