import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChatSession, createClient, type WattletClient } from '@wattlet/sdk';
import { eventually } from '../../platform/testing/eventually.ts';
import { startApiNodes } from '../../testing/api-nodes.ts';

/** For tests and benchmarks: what came of a node that stopped under load. */
export interface Handover {
  /** Texts whose sending was acknowledged, in the order of each sender. */
  readonly acknowledged: readonly string[];
  /** Texts that are stored, in the order of each conversation. */
  readonly stored: readonly string[];
  /** For each client whose stream was on the node: milliseconds from the stop until its stream was live again. */
  readonly resumedMs: readonly number[];
}

export interface HandoverOptions {
  readonly clients: number;
  /** Messages that each client has acknowledged before the node is told to stop, and afterwards. */
  readonly messages: number;
}

const LOOK_MS = 250;

/**
 * For tests and benchmarks: clients write and watch through two nodes; one of them is drained, as a balancer sees it, and
 * stopped, while they go on.
 */
export async function handOver({ clients, messages }: HandoverOptions): Promise<Handover> {
  await using nodes = await startApiNodes();
  const { sql } = nodes.first;
  const site = await nodes.first.site();
  const writers = await Promise.all(
    Array.from({ length: clients }, async () => {
      const person = await nodes.first.person('customer', site.site_id);
      const { headers } = await nodes.first.accessToken(person);
      const token = (headers['authorization'] ?? '').replace('Bearer ', '');
      return new Writer(createClient({ baseUrl: nodes.url, getToken: () => token }));
    }),
  );
  try {
    const stop = new AbortController();
    const writing = writers.map((writer) => writer.write(stop.signal));
    const reach = (count: number) =>
      eventually(
        () => writers.every(({ acknowledged }) => acknowledged.length >= count) || undefined,
        120_000,
      );
    await reach(messages);
    nodes.second.server.drain();
    // What a balancer does once /readyz says so.
    nodes.up.delete(nodes.second.url);
    const stoppedAt = performance.now();
    const resuming = writers.map((writer) => writer.resumedAfter(stoppedAt));
    await nodes.second.close();
    await reach(2 * messages);
    stop.abort();
    await Promise.all(writing);
    await eventually(() => writers.every(({ isLive }) => isLive) || undefined, 120_000);
    const resumedMs = resuming.flatMap((read) => read() ?? []);
    const rows = await sql<{ text: string }[]>`
      select text from chat_message where site_id = ${site.site_id} order by conversation_id, number`;
    return {
      acknowledged: writers.flatMap(({ acknowledged }) => acknowledged),
      stored: rows.map(({ text }) => text),
      resumedMs,
    };
  } finally {
    for (const { client } of writers) client.close();
  }
}

/** Sends one message after the other, each once the one before is acknowledged. */
class Writer {
  readonly client: WattletClient;
  readonly acknowledged: string[] = [];
  readonly #session: ChatSession;
  isLive = false;

  constructor(client: WattletClient) {
    this.client = client;
    this.#session = client.chat.session({ openId: randomUUID() });
    client.live.onStatus(({ state }) => {
      this.isLive = state === 'live';
    });
  }

  async write(signal: AbortSignal): Promise<void> {
    const own = randomUUID();
    for (let n = 1; !signal.aborted; n++) {
      const text = `${own} ${n}`;
      this.#session.send({ text });
      await eventually(() => this.#isAcknowledged(text) || undefined, 120_000);
      this.acknowledged.push(text);
      await delay(LOOK_MS);
    }
  }

  /** Notes when the stream is live again, if it is lost; the result reads how long after the time that was. */
  resumedAfter(time: number): () => number | undefined {
    let lost = false;
    let after: number | undefined;
    this.client.live.onStatus(({ state }) => {
      if (state !== 'live') lost = true;
      else if (lost) after ??= performance.now() - time;
    });
    return () => after;
  }

  #isAcknowledged(text: string): boolean {
    const message = this.#session.state.messages.find((each) => each.text === text);
    return message?.delivery !== undefined;
  }
}
