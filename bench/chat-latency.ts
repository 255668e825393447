import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { createClient, type WattletClient } from '../packages/sdk/src/index.ts';
import { commandLog } from '../packages/server/src/cli/with-node.ts';
import { startServer } from '../packages/server/src/server.ts';
import { openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeChats } from './chat-people.ts';
import { percentile } from './percentile.ts';

const CONVERSATIONS = 100;
const PROBES = 600;
const WARM_UPS = 200;
const PAUSE_MS = 10;
const TEXT = 'My meter shows 4,512 kWh, and the bill says 4,821. How can that be? ';

/** Sends a text and resolves when the other side has it. */
type Send = (conversation: number, text: string) => Promise<void>;

/** Where the sent text is stored alone, as durably as a message. */
const FLOOR_TABLE = 'bench_floor';

/**
 * `chat.latency`: from the call that sends a message to the SDK client of the other side that has it, beside a bare
 * WebSocket that sends the same text and gets it back. One process, with its clients in it. The floor of whatever
 * stores before it tells is measured in turn with both: one insert of the text by postgres.js, and one call of a route that
 * does nothing by the same `fetch` that the SDK uses.
 */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await bench.node.platform.migrate();
  const { agent, talks } = await makeChats(bench.node.platform.database.sql, CONVERSATIONS);
  const server = await startServer({
    node: { ...bench.node, config: { ...bench.node.config, port: 0, callsPerMinute: 0 } },
    roles: new Set(['api']),
    log: commandLog('silent'),
  });
  const clients: WattletClient[] = [];
  const clientOf = (token: string): WattletClient => {
    const client = createClient({ baseUrl: server.url ?? '', getToken: async () => token });
    clients.push(client);
    return client;
  };
  const sockets = await openSockets();
  try {
    const arrivals = new Map<string, () => void>();
    const desk = clientOf(agent.token);
    await Promise.all(talks.map(({ conversationId }) => follow(desk, conversationId, arrivals)));
    const sessions = talks.map(({ customer, conversationId }) =>
      clientOf(customer.token).chat.session({ conversationId }),
    );
    const chat: Send = (conversation, text) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      arrivals.set(text, resolve);
      sessions[conversation]?.send({ text });
      return promise;
    };
    const { sql } = bench.node.platform.database;
    await sql`create table ${sql(FLOOR_TABLE)} (id uuid primary key default gen_random_uuid(), text text not null)`;
    const insert: Send = async (_, text) => {
      await sql`insert into ${sql(FLOOR_TABLE)} (text) values (${text})`;
    };
    const call: Send = async () => {
      const response = await fetch(`${server.url}/livez`);
      await response.arrayBuffer();
    };
    const kinds = { chat, bare: sockets.send, insert, call };
    const times: Times = { chat: [], bare: [], insert: [], call: [] };
    for (let probe = -WARM_UPS; probe < PROBES; probe++) {
      const conversation = (probe + WARM_UPS) % CONVERSATIONS;
      const text = `${TEXT}${probe}`;
      for (const name of KINDS) {
        const send = kinds[name];
        const started = performance.now();
        await send(conversation, text);
        if (probe >= 0) times[name].push(performance.now() - started);
        await delay(PAUSE_MS);
      }
    }
    return rowsOf(times);
  } finally {
    for (const client of clients) client.close();
    await sockets.close();
    await server.close();
  }
}

const KINDS = ['chat', 'bare', 'insert', 'call'] as const;

type Times = Readonly<Record<(typeof KINDS)[number], number[]>>;

function rowsOf({ chat, bare, insert, call }: Times): BenchRow[] {
  const peer = 'an echo by a bare WebSocket through the same process';
  const half = (times: number[]) => percentile(times, 0.5).toFixed(2);
  const note = `${PROBES} messages, one at a time, in ${CONVERSATIONS} conversations that are all watched; stored, authorised and counted. In the same run a single durable insert took ${half(insert)} ms and a call of a route that does nothing ${half(call)} ms`;
  const [value, peer_value] = [percentile(chat, 0.99), percentile(bare, 0.99)];
  return [
    atMost(3, {
      ...{ id: 'chat.latency', value: percentile(chat, 0.5), unit: 'ms' },
      ...{ peer, peer_value: percentile(bare, 0.5), note },
    }),
    {
      ...{ id: 'chat.latency.p99', value, unit: 'ms', peer, peer_value, ratio: value / peer_value },
      ...{ reach: '≤ 50 ms more', reached: value - peer_value <= 50 },
    },
  ];
}

/** Watches a conversation; resolves when that has begun. */
async function follow(
  client: WattletClient,
  conversationId: string,
  arrivals: Map<string, () => void>,
): Promise<void> {
  const events = client.chat.watch(conversationId);
  await events.next();
  void (async () => {
    for await (const event of events) {
      if (event.type !== 'change') continue;
      for (const { text } of event.news) {
        arrivals.get(text)?.();
        arrivals.delete(text);
      }
    }
  })();
}

async function openSockets(): Promise<{ readonly send: Send; close(): Promise<void> }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  server.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })));
  const { port } = server.address() as AddressInfo;
  const sockets = await Promise.all(
    Array.from({ length: CONVERSATIONS }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`);
      await once(socket, 'open');
      return socket;
    }),
  );
  return {
    async send(conversation, text) {
      const socket = sockets[conversation];
      if (!socket) throw new Error(`there is no conversation ${conversation}`);
      const echoed = once(socket, 'message');
      socket.send(text);
      await echoed;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
