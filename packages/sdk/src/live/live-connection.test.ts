import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { WattletError } from '../errors/wattlet-error.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { OpenStream } from '../testing/open-stream.ts';
import { LiveConnection } from './live-connection.ts';
import type { LiveTicket, LiveTopic } from './live-source.ts';
import { MAX_TOPICS } from './topic-register.ts';

class RecordedTopic implements LiveTopic {
  readonly log: string[] = [];
  subject() {
    return { case: 'series' as const, value: {} };
  }
  apply() {
    this.log.push('apply');
  }
  reset(reason: string) {
    this.log.push(`reset ${reason}`);
  }
  fail(error: WattletError) {
    this.log.push(`fail ${error.code}`);
  }
  close() {
    this.log.push('close');
  }
}

suite('the live connection', () => {
  let timers: ManualTimers;
  let streams: OpenStream[];
  let wake: (() => void) | undefined;
  let leave: (() => void) | undefined;
  let connection: LiveConnection;
  let topic: RecordedTopic;
  let ticket: LiveTicket;

  const last = () => {
    const stream = streams.at(-1);
    assert.ok(stream);
    return stream;
  };
  const openCount = () => streams.filter(({ signal }) => !signal.aborted).length;

  beforeEach(() => {
    timers = new ManualTimers();
    streams = [];
    wake = undefined;
    topic = new RecordedTopic();
    connection = new LiveConnection({
      timers,
      random: () => 0.5,
      listenForWake: (onWake, onLeave) => {
        wake = onWake;
        leave = onLeave;
        return () => {
          wake = undefined;
        };
      },
      open: (topics, signal) => {
        const stream = new OpenStream(
          topics().map(({ id = 0 }) => id),
          signal,
        );
        streams.push(stream);
        return stream.responses;
      },
    });
    ticket = connection.join(topic);
  });

  async function goLive(): Promise<OpenStream> {
    timers.advance(50);
    const stream = last();
    await stream.ready();
    assert.equal(connection.status.state, 'live');
    return stream;
  }

  test('topics that join within 50 ms share one opening, later ones re-open it', async () => {
    connection.join(new RecordedTopic());
    timers.advance(49);
    assert.equal(streams.length, 0);
    connection.join(new RecordedTopic());
    await goLive();
    assert.deepEqual(
      streams.map(({ ids }) => ids),
      [[1, 2, 3]],
    );

    connection.join(new RecordedTopic());
    timers.advance(50);
    assert.equal(connection.status.state, 'live', 'a re-opening is not seen');
    assert.deepEqual(last().ids, [1, 2, 3, 4]);
    assert.equal(openCount(), 1);
  });

  test('the stream closes when the last topic has left, and nothing keeps waiting', async () => {
    await goLive();
    ticket.leave();
    ticket.leave();
    timers.advance(50);
    assert.equal(openCount(), 0);
    assert.deepEqual(timers.waitingMs, []);
    assert.equal(connection.status.state, 'idle');
    assert.equal(wake, undefined);
  });

  test('events reach the topics they name, and a renewed topic none of the old stream', async () => {
    const other = new RecordedTopic();
    connection.join(other);
    const stream = await goLive();
    await stream.send({ case: 'series', value: { topicIds: [1, 2, 99] } });
    await stream.send({ case: 'reset', value: { topicId: 1, reason: 'why' } });
    ticket.renew();
    await stream.send({ case: 'series', value: { topicIds: [1, 2] } });
    assert.deepEqual(topic.log, ['apply', 'reset why']);
    assert.deepEqual(other.log, ['apply', 'apply']);

    timers.advance(50);
    assert.deepEqual(last().ids, [2, 3]);
    await last().ready();
    await last().send({ case: 'series', value: { topicIds: [3] } });
    assert.deepEqual(topic.log, ['apply', 'reset why', 'apply']);
  });

  test('who starts over leaves the old stream, and has every topic read afresh', async () => {
    const stream = await goLive();
    const { caller } = connection;
    connection.startOver();
    assert.deepEqual(topic.log, ['reset somebody else may call']);
    assert.ok(stream.signal.aborted);
    assert.notEqual(connection.caller, caller);
    timers.advance(50);
    await last().ready();
    await last().send({ case: 'series', value: { topicIds: [1] } });
    assert.deepEqual(topic.log.slice(1), ['apply']);
  });

  test('who starts over asks for no topic that was left meanwhile', async () => {
    const theirs = connection.join(new RecordedTopic());
    await goLive();
    connection.startOver();
    theirs.leave();
    connection.join(new RecordedTopic());
    timers.advance(50);
    assert.deepEqual(
      streams.map(({ ids }) => ids),
      [
        [1, 2],
        [1, 3],
      ],
    );
    assert.equal(connection.status.state, 'live');
  });

  test('a stream that is silent for 2.5 heartbeats is replaced after a back-off', async () => {
    const stream = await goLive();
    timers.advance(37_000);
    await stream.send({ case: 'heartbeat', value: {} });
    timers.advance(37_499);
    assert.equal(connection.status.state, 'live');
    timers.advance(1);
    assert.equal(connection.status.state, 'reconnecting');
    assert.equal(connection.status.error?.code, 'unavailable');
    assert.ok(stream.signal.aborted);
    timers.advance(250);
    assert.equal(openCount(), 1);
  });

  test('a server that never answers is given up like a silent one', () => {
    timers.advance(50);
    timers.advance(37_500);
    assert.equal(connection.status.state, 'reconnecting');
    assert.equal(openCount(), 0);
  });

  test('the heartbeat is the one the server says', async () => {
    timers.advance(50);
    await last().ready(1_000);
    timers.advance(2_500);
    assert.equal(connection.status.state, 'reconnecting');
  });

  test('a steady stream that ends in order is resumed at once and unseen', async () => {
    const seen: string[] = [];
    connection.onStatus(({ state }) => seen.push(state));
    const stream = await goLive();
    timers.advance(10_000);
    await stream.end();
    assert.equal(openCount(), 1);
    await last().ready();
    assert.equal(streams.length, 2);
    assert.deepEqual(seen, ['connecting', 'live']);
  });

  test('a stream that ends as soon as it is open is not opened again at once', async () => {
    const stream = await goLive();
    await stream.end();
    assert.equal(connection.status.state, 'reconnecting');
    assert.equal(openCount(), 0);
    assert.deepEqual(timers.waitingMs, [250]);
  });

  test('the back-off doubles up to 30 s, and starts anew after a steady stream', async () => {
    timers.advance(50);
    for (const waitMs of [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
      await last().fail('unavailable');
      assert.deepEqual(timers.waitingMs, [waitMs]);
      timers.advance(waitMs);
    }
    await last().ready();
    timers.advance(5_000);
    await last().fail('unavailable');
    assert.deepEqual(timers.waitingMs, [250]);
  });

  test('a server that asks to wait is waited for, but not for more than five minutes', async () => {
    timers.advance(50);
    await last().fail('resource_exhausted', { retryAfterMs: 60_000 });
    assert.deepEqual(timers.waitingMs, [60_000]);
    timers.advance(60_000);
    await last().fail('unavailable', { retryAfterMs: 1e12 });
    assert.deepEqual(timers.waitingMs, [300_000]);
  });

  test('reconnecting tells since when, through every try', async () => {
    const stream = await goLive();
    await stream.fail('unavailable');
    const { since } = connection.status;
    assert.equal(since, timers.now());
    timers.advance(250);
    await last().fail('unavailable');
    timers.advance(500);
    assert.deepEqual([connection.status.state, connection.status.since], ['reconnecting', since]);
  });

  test('waking up ends a back-off', async () => {
    const stream = await goLive();
    await stream.fail('unavailable');
    assert.equal(openCount(), 0);
    wake?.();
    assert.equal(openCount(), 1);
    assert.deepEqual(timers.waitingMs, [37_500]);
  });

  test('a try on waking up that comes too early is followed by another one soon', async () => {
    const stream = await goLive();
    await stream.fail('unavailable');
    for (const wait of [250, 500, 1000, 2000]) {
      timers.advance(wait);
      await last().fail('unavailable');
    }
    wake?.();
    await last().fail('unavailable');
    assert.deepEqual(timers.waitingMs, [250]);
  });

  test('waking up from a sleep longer than the silence allowed replaces the stream', async () => {
    const stream = await goLive();
    wake?.();
    assert.ok(!stream.signal.aborted);
    timers.sleep(60_000);
    wake?.();
    assert.ok(stream.signal.aborted);
    assert.equal(connection.status.state, 'reconnecting');
  });

  test('a page that is left gives its stream back, and has another when the user comes back to it', async () => {
    const stream = await goLive();
    leave?.();
    assert.ok(stream.signal.aborted);
    assert.equal(openCount(), 0);
    wake?.();
    assert.equal(openCount(), 1);
    await last().ready();
    assert.equal(connection.status.state, 'live');
  });

  test('what can only fail again ends every topic, and new topics start afresh', async () => {
    await goLive();
    await last().fail('permission_denied');
    assert.deepEqual(topic.log, ['fail permission_denied']);
    assert.equal(connection.status.state, 'idle');
    assert.deepEqual(timers.waitingMs, []);
    connection.join(new RecordedTopic());
    await goLive();
  });

  test('where one topic of several is refused it leaves, and the others go on', async () => {
    const other = new RecordedTopic();
    const refused = connection.join(other);
    await goLive();
    await last().fail('not_found');
    assert.equal(connection.status.state, 'reconnecting');
    for (const { log } of [topic, other]) assert.match(log.join(), /^reset the live stream was refused: /);
    refused.leave();
    timers.advance(250);
    assert.deepEqual(last().ids, [1]);
    await last().ready();
    assert.equal(connection.status.state, 'live');
  });

  test('topics that are refused although each can be read fail together in the end', async () => {
    connection.join(new RecordedTopic());
    timers.advance(50);
    for (const delayMs of [250, 500, 1_000]) {
      await last().fail('permission_denied');
      assert.equal(connection.status.state, 'reconnecting');
      timers.advance(delayMs);
    }
    await last().fail('permission_denied');
    assert.equal(topic.log.at(-1), 'fail permission_denied');
    assert.equal(connection.status.state, 'idle');
    assert.deepEqual(timers.waitingMs, []);
  });

  test('an expired token gets one more try, a second refusal is final', async () => {
    await goLive();
    await last().fail('unauthenticated');
    assert.deepEqual(topic.log, []);
    timers.advance(250);
    await last().fail('unauthenticated');
    assert.deepEqual(topic.log, ['fail unauthenticated']);
  });

  test('a stream that does not begin with ready is not trusted', async () => {
    timers.advance(50);
    await last().send({ case: 'heartbeat', value: {} });
    assert.equal(connection.status.state, 'reconnecting');
    assert.match(connection.status.error?.message ?? '', /must begin with ready, not heartbeat/);
    assert.equal(openCount(), 0);
  });

  test('an event of a later version of the contract counts as a sign of life', async () => {
    const stream = await goLive();
    timers.advance(37_000);
    await stream.send({ case: undefined });
    timers.advance(37_000);
    assert.equal(connection.status.state, 'live');
  });

  test('closing ends the stream and every topic, for good', async () => {
    await goLive();
    connection.close();
    assert.equal(openCount(), 0);
    assert.deepEqual(timers.waitingMs, []);
    const late = new RecordedTopic();
    connection.join(late);
    timers.advance(50);
    assert.deepEqual([topic.log, late.log], [['close'], ['close']]);
    assert.deepEqual([streams.length, connection.status.state], [1, 'closed']);
  });

  test('a topic more than the contract allows is refused with the bound', () => {
    for (let count = 1; count < MAX_TOPICS; count++) connection.join(new RecordedTopic());
    assert.throws(
      () => connection.join(new RecordedTopic()),
      (error) =>
        error instanceof WattletError && error.code === 'resource_exhausted' && /100/.test(error.message),
    );
  });

  test('a listener that has stopped listening hears nothing', async () => {
    const heard: string[] = [];
    const stop = connection.onStatus(({ state }) => heard.push(state));
    timers.advance(50);
    stop();
    await last().ready();
    assert.deepEqual(heard, []);
  });
});
