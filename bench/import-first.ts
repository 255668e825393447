import { resetStream } from '../packages/server/src/operations/operations-store.ts';
import { importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, WHOLE_MONTH } from './make-month.ts';
import { peerCopy } from './peer-copy.ts';
import { medianMs } from './rounds.ts';

/** `import.first`: a month of generation into an empty stream. */
export async function run(): Promise<BenchRow[]> {
  const path = await makeMonth('generation', WHOLE_MONTH);
  await using bench = await openBenchNode();
  const peer = await peerCopy(bench.url, path);
  const ms = await medianMs({
    peer,
    ours: {
      prepare: () => resetStream(bench.node.streams.generation),
      run: () => importInto(bench, path, 'applied'),
    },
  });
  const measured = { unit: 'ms', peer: peer.label, value: ms.ours, peer_value: ms.peer };
  return [atMost(0.5, { id: 'import.first', ...measured })];
}
