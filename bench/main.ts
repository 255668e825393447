import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { printTable } from './print-table.ts';

/** What a benchmark's file exports. */
interface Bench {
  run(): Promise<BenchRow[]>;
}

/** Every benchmark by the id of its first row. Loaded when it runs. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  'import.first': () => import('./import-first.ts'),
  'import.next': () => import('./import-next.ts'),
  'import.same': () => import('./import-same.ts'),
  'import.memory': () => import('./import-memory.ts'),
  parse: () => import('./parse.ts'),
  'series.month': () => import('./series-month.ts'),
  'store.bytes': () => import('./store-bytes.ts'),
  'live.overlap': () => import('./live-overlap.ts'),
  'auth.signin': () => import('./auth-signin.ts'),
  'auth.call': () => import('./auth-call.ts'),
  'meters.year': () => import('./meters-year.ts'),
  'chat.store': () => import('./chat-store.ts'),
  'chat.latency': () => import('./chat-latency.ts'),
  'chat.streams': () => import('./chat-streams.ts'),
  'live.handover': () => import('./live-handover.ts'),
  'live.idle': () => import('./live-idle.ts'),
  'live.fanout': () => import('./live-fanout.ts'),
  'chart.first': () => import('./chart-first.ts'),
  'chart.pan': () => import('./chart-pan.ts'),
  'chart.append': () => import('./chart-append.ts'),
  'chart.toggle': () => import('./chart-toggle.ts'),
  'chart.hover': () => import('./chart-hover.ts'),
  'chart.memory': () => import('./chart-memory.ts'),
  'chart.pan7m': () => import('./chart-pan7m.ts'),
  'chart.bytes': () => import('./chart-bytes.ts'),
  'portal.fcp': () => import('./portal-load.ts'),
  'alerts.latency': () => import('./alerts-latency.ts'),
  'alerts.bytes': () => import('./alerts-bytes.ts'),
  'chat.bytes': () => import('./chat-bytes.ts'),
  'embed.bytes': () => import('./embed-bytes.ts'),
  'embed.task': () => import('./embed-task.ts'),
  'embed.time': () => import('./embed-time.ts'),
  'meters.intake': () => import('./meters-intake.ts'),
  'meters.backlog': () => import('./meters-backlog.ts'),
};

const USAGE = `Usage: npm run bench [-- NAME… --json FILE]
Names or their beginnings: ${Object.keys(BENCHES).join(', ')}`;

async function main(names: readonly string[], jsonFile: string | undefined): Promise<void> {
  const chosen = Object.keys(BENCHES).filter(
    (id) => names.length === 0 || names.some((name) => id.startsWith(name) || name.startsWith(`${id}.`)),
  );
  const rows: BenchRow[] = [];
  for (const id of chosen) {
    const started = performance.now();
    process.stderr.write(`${id} …`);
    try {
      const bench = await BENCHES[id]?.();
      rows.push(...((await bench?.run()) ?? []));
      process.stderr.write(` ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
    } catch (thrown) {
      // What the others have measured, for many minutes, is still told.
      process.exitCode = 1;
      process.stderr.write(` failed\n${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
    }
  }
  process.stdout.write(`${printTable(rows)}\n`);
  if (jsonFile === undefined) return;
  const objects = rows.map(({ id, value, unit, peer, peer_value, ratio, reach }) => ({
    ...{ id, value, unit, peer, peer_value, ratio, reach },
  }));
  await writeFile(jsonFile, `${JSON.stringify(objects, undefined, 2)}\n`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean' } },
});
const unknown = positionals.find(
  (name) => !Object.keys(BENCHES).some((id) => id.startsWith(name) || name.startsWith(`${id}.`)),
);
if (values.help || unknown !== undefined) {
  process.stderr.write(`${unknown === undefined ? '' : `There is no benchmark ${unknown}.\n`}${USAGE}\n`);
  process.exitCode = values.help ? 0 : 2;
} else {
  await main(positionals, values.json);
}
