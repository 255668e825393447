import { handOver } from '../packages/server/src/api/testing/handover.ts';
import type { BenchRow } from './bench-row.ts';

const CLIENTS = 100;
const MESSAGES = 3;
const MOST_MS = 5_000;

/**
 * `live.handover`: from the moment that one of two API nodes is told to stop until the last of its clients has its stream
 * at the other, while all of them write. Nodes, clients and what stands before them are in one process.
 */
export async function run(): Promise<BenchRow[]> {
  const { acknowledged, stored, resumedMs } = await handOver({ clients: CLIENTS, messages: MESSAGES });
  const kept = new Set(stored);
  const lost = acknowledged.filter((text) => !kept.has(text)).length + stored.length - kept.size;
  const value = Math.max(...resumedMs);
  return [
    {
      ...{ id: 'live.handover', value, unit: 'ms', peer: 'what is to be reached', peer_value: MOST_MS },
      ratio: value / MOST_MS,
      ...{ reach: `≤ ${MOST_MS} ms, nothing lost`, reached: value <= MOST_MS && lost === 0 },
      note: `slowest of ${resumedMs.length} streams that were on the node; ${acknowledged.length} messages acknowledged by ${CLIENTS} clients meanwhile, ${lost} lost or doubled`,
    },
  ];
}
