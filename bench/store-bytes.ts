import { importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, WHOLE_MONTH } from './make-month.ts';

/** `store.bytes`: a month of generation with its indexes, beside a row for each of its points. */
export async function run(): Promise<BenchRow[]> {
  const path = await makeMonth('generation', WHOLE_MONTH);
  await using bench = await openBenchNode();
  const { sql } = bench.node.streams.generation.database;
  await importInto(bench, path, 'applied');
  await sql`create table row_point (
    series_id integer, start timestamptz, megawatts double precision, primary key (series_id, start))`;
  await sql`insert into row_point select series_id, start, megawatts from point order by series_id, start`;
  await sql`vacuum full chunk`;
  await sql`vacuum full row_point`;
  const [size] = await sql<{ chunks: number; rows: number; points: number }[]>`
    select pg_total_relation_size('chunk')::float8 as chunks, pg_total_relation_size('row_point')::float8 as rows,
      (select count(*)::int from row_point) as points`;
  if (!size) throw new Error('the sizes are unknown');
  return [
    atMost(0.1, {
      id: 'store.bytes',
      value: size.chunks,
      unit: 'B',
      peer: 'a table of rows with primary key (series, time)',
      peer_value: size.rows,
      note: `${size.points.toLocaleString('en')} points, ${(size.chunks / size.points).toFixed(1)} B each; both after VACUUM FULL`,
    }),
  ];
}
