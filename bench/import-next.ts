import { resetStream } from '../packages/server/src/operations/operations-store.ts';
import { importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, NEXT_HOUR, WHOLE_MONTH } from './make-month.ts';
import { peerCopy } from './peer-copy.ts';
import { medianMs } from './rounds.ts';

/** `import.next`: the snapshot of the next hour, where the one before is stored. */
export async function run(): Promise<BenchRow[]> {
  const before = await makeMonth('generation', WHOLE_MONTH);
  const path = await makeMonth('generation', NEXT_HOUR);
  await using bench = await openBenchNode();
  const peer = await peerCopy(bench.url, path);
  const ms = await medianMs({
    peer,
    ours: {
      async prepare() {
        await resetStream(bench.node.streams.generation);
        await importInto(bench, before, 'applied');
      },
      run: () => importInto(bench, path, 'applied'),
    },
  });
  const measured = { unit: 'ms', peer: peer.label, value: ms.ours, peer_value: ms.peer };
  return [atMost(0.35, { id: 'import.next', ...measured })];
}
