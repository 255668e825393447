import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { commandLog } from '../packages/server/src/cli/with-node.ts';
import { startServer } from '../packages/server/src/server.ts';
import { openBenchNode } from './bench-node.ts';
import type { BenchRow } from './bench-row.ts';
import { makeChats, makeConversations } from './chat-people.ts';
import { HeldStreams } from './held-streams.ts';

/** They grow what every process needs once. */
const BEFORE = 1_000;
const STREAMS = 4_000;
const MOST_KILOBYTES = 45;

/** `live.idle`: resident memory of a stream on which nothing happens. The streams' other ends are in a process of their own. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await bench.node.platform.migrate();
  const { sql } = bench.node.platform.database;
  const { agent, talks } = await makeChats(sql, 1);
  const ids = await makeConversations(sql, talks[0]?.customer ?? agent, BEFORE + STREAMS);
  const server = await startServer({
    node: { ...bench.node, config: { ...bench.node.config, port: 0, callsPerMinute: 0 } },
    roles: new Set(['api']),
    log: commandLog('silent'),
  });
  try {
    await using streams = new HeldStreams(server.url ?? '', agent.token);
    await streams.open(ids.slice(0, BEFORE));
    const before = residentBytes();
    await streams.open(ids.slice(BEFORE));
    const value = (residentBytes() - before) / STREAMS / 1024;
    return [
      {
        ...{ id: 'live.idle', value, unit: 'KB', peer: 'what is to be reached', peer_value: MOST_KILOBYTES },
        ratio: value / MOST_KILOBYTES,
        ...{ reach: `≤ ${MOST_KILOBYTES} KB`, reached: value <= MOST_KILOBYTES },
        note: `resident memory after a collection that compacts, of ${STREAMS} streams that watch a conversation each, HTTP/1.1, by their number; ${BEFORE} were open before`,
      },
    ];
  } finally {
    await server.close();
  }
}

/** Of this process, without garbage, and without the gaps that it has left. */
function residentBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('garbage cannot be collected');
  for (let times = 0; times < 2; times++)
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage.rss();
}
