import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../packages/sdk/src/index.ts';
import { commandLog } from '../packages/server/src/cli/with-node.ts';
import { startServer } from '../packages/server/src/server.ts';
import { openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeChats, makeConversations } from './chat-people.ts';
import { HeldStreams } from './held-streams.ts';
import { percentile } from './percentile.ts';

const MANY = 5_000;
const FEW = 5;
const PROBES = 300;
const WARM_UPS = 100;
const PAUSE_MS = 20;

/** `chat.streams`: one message to one of many open streams, beside one of few; each watches a conversation of its own. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await bench.node.platform.migrate();
  const { sql } = bench.node.platform.database;
  // Each customer may send so many in a minute.
  const { agent, talks } = await makeChats(sql, 100);
  const ids = await makeConversations(sql, talks[0]?.customer ?? agent, MANY);
  const server = await startServer({
    node: { ...bench.node, config: { ...bench.node.config, port: 0, callsPerMinute: 0 } },
    roles: new Set(['api']),
    log: commandLog('silent'),
  });
  const origin = server.url ?? '';
  const desk = createClient({ baseUrl: origin, getToken: async () => agent.token });
  try {
    const arrivals = new Map<string, () => void>();
    const senders = await Promise.all(
      talks.map(async ({ conversationId, customer }) => {
        const events = desk.chat.watch(conversationId);
        await events.next();
        void (async () => {
          for await (const event of events)
            if (event.type === 'change') for (const { text } of event.news) arrivals.get(text)?.();
        })();
        const client = createClient({ baseUrl: origin, getToken: async () => customer.token });
        return { client, session: client.chat.session({ conversationId }) };
      }),
    );
    let turn = 0;
    const measure = async (probes: number): Promise<number[]> => {
      const times: number[] = [];
      for (let probe = 0; probe < probes; probe++) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const text = `Message ${turn++}`;
        arrivals.set(text, resolve);
        const started = performance.now();
        senders[turn % senders.length]?.session.send({ text });
        await promise;
        times.push(performance.now() - started);
        await delay(PAUSE_MS);
      }
      return times;
    };
    await measure(WARM_UPS);
    const few: number[] = [];
    const many: number[] = [];
    await using streams = new HeldStreams(origin, agent.token);
    await streams.open(ids.slice(0, FEW));
    few.push(...(await measure(PROBES)));
    await streams.open(ids.slice(FEW));
    many.push(...(await measure(PROBES)));
    for (const { client } of senders) client.close();
    const row = (id: string, share: number, note: string) =>
      atMost(2, {
        ...{ id, value: percentile(many, share), unit: 'ms', peer: `with ${FEW} open streams` },
        ...{ peer_value: percentile(few, share), note },
      });
    return [
      row('chat.streams', 0.99, `p99 of ${PROBES} messages with ${MANY} open streams`),
      row('chat.streams.p50', 0.5, 'the median'),
    ];
  } finally {
    desk.close();
    await server.close();
  }
}
