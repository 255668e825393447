import { importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, WHOLE_MONTH } from './make-month.ts';
import { peerCopy } from './peer-copy.ts';
import { medianMs } from './rounds.ts';

/** `import.same`: a file that is stored already. It must not announce anything. */
export async function run(): Promise<BenchRow[]> {
  const path = await makeMonth('generation', WHOLE_MONTH);
  await using bench = await openBenchNode();
  const { sql } = bench.node.streams.generation.database;
  const peer = await peerCopy(bench.url, path);
  await importInto(bench, path, 'applied');
  const eventsBefore = await sql`select * from outbox`;
  const ms = await medianMs({ peer, ours: { run: () => importInto(bench, path, 'unchanged') } });
  const events = (await sql`select * from outbox`).length - eventsBefore.length;
  if (events > 0) throw new Error(`importing the same file again announced ${events} events`);
  const measured = { unit: 'ms', peer: peer.label, value: ms.ours, peer_value: ms.peer };
  return [atMost(0.05, { id: 'import.same', ...measured, note: 'it announced 0 events' })];
}
